//! The numbers of one column of a segment.

use super::column::Kind;

/// Numbers of one width. Codes are kept as narrow as they allow.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// Codes below 256, and bins.
    U8(Vec<u8>),
    /// Codes below 65,536.
    U16(Vec<u16>),
    /// Times, ids, places, and other codes.
    U32(Vec<u32>),
    /// Requesters.
    U64(Vec<u64>),
    /// Minutes.
    F64(Vec<f64>),
}

/// A row of one of two columns that are picked from: of the first, or behind [`SECOND`] of the second.
pub(super) type Place = u32;
/// Marks a place in the second column.
pub(super) const SECOND: Place = 1 << 31;

impl Data {
    /// An empty column for values of a kind, to be pushed to: codes at full width.
    pub(super) fn of_kind(kind: Kind) -> Data {
        match kind {
            Kind::Code | Kind::Number => Data::U32(Vec::new()),
            Kind::Wide => Data::U64(Vec::new()),
            Kind::Real => Data::F64(Vec::new()),
            Kind::Bin => Data::U8(Vec::new()),
        }
    }

    /// Codes below a bound, as narrow as that allows.
    pub fn below(bound: usize, codes: &[u32]) -> Data {
        // What does not fit is not narrowed, so no cast loses anything.
        match bound {
            0..=0x100 => Data::U8(codes.iter().map(|code| *code as u8).collect()),
            0x101..=0x1_0000 => Data::U16(codes.iter().map(|code| *code as u16).collect()),
            _ => Data::U32(codes.to_vec()),
        }
    }

    /// Codes, as narrow as they allow.
    pub fn codes(codes: Vec<u32>) -> Data {
        // What does not fit is not narrowed, so no cast loses anything.
        match codes.iter().max() {
            Some(0..=0xff) | None => Data::U8(codes.into_iter().map(|code| code as u8).collect()),
            Some(0x100..=0xffff) => Data::U16(codes.into_iter().map(|code| code as u16).collect()),
            Some(_) => Data::U32(codes),
        }
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        match self {
            Data::U8(data) => data.len(),
            Data::U16(data) => data.len(),
            Data::U32(data) => data.len(),
            Data::U64(data) => data.len(),
            Data::F64(data) => data.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The code at a row; 0 where there is none.
    pub fn code(&self, row: usize) -> u32 {
        match self {
            Data::U8(data) => data.get(row).map_or(0, |code| u32::from(*code)),
            Data::U16(data) => data.get(row).map_or(0, |code| u32::from(*code)),
            Data::U32(data) => data.get(row).copied().unwrap_or(0),
            Data::U64(_) | Data::F64(_) => 0,
        }
    }

    /// The count at a row of a column that has one more than it; `None` where it is unknown.
    pub fn count(&self, row: usize) -> Option<u32> {
        self.code(row).checked_sub(1)
    }

    /// Hands the code of each of these rows to `take`, in their order.
    #[inline]
    pub fn each_code(&self, rows: &[u32], mut take: impl FnMut(usize, u32)) {
        fn each<T: Copy + Into<u32>>(data: &[T], rows: &[u32], take: &mut impl FnMut(usize, u32)) {
            for (at, row) in rows.iter().enumerate() {
                if let Some(code) = data.get(*row as usize) {
                    take(at, (*code).into());
                }
            }
        }
        match self {
            Data::U8(data) => each(data, rows, &mut take),
            Data::U16(data) => each(data, rows, &mut take),
            Data::U32(data) => each(data, rows, &mut take),
            Data::U64(_) | Data::F64(_) => {}
        }
    }

    /// The numbers of 32 bits; none where the column holds others.
    pub fn u32s(&self) -> &[u32] {
        if let Data::U32(data) = self { data } else { &[] }
    }

    /// The numbers of 64 bits; none where the column holds others.
    pub fn u64s(&self) -> &[u64] {
        if let Data::U64(data) = self { data } else { &[] }
    }

    /// The doubles; none where the column holds others.
    pub fn f64s(&self) -> &[f64] {
        if let Data::F64(data) = self { data } else { &[] }
    }

    /// The bytes; none where the column holds wider numbers.
    pub fn u8s(&self) -> &[u8] {
        if let Data::U8(data) = self { data } else { &[] }
    }

    /// Adds the numbers of another column of the same width; those of 32 bits as `turn` makes them.
    pub(super) fn append(&mut self, other: Data, turn: impl Fn(u32) -> u32) {
        match (self, other) {
            (Data::U32(ours), Data::U32(theirs)) => ours.extend(theirs.into_iter().map(turn)),
            (Data::U64(ours), Data::U64(theirs)) => ours.extend(theirs),
            (Data::F64(ours), Data::F64(theirs)) => ours.extend(theirs),
            (Data::U16(ours), Data::U16(theirs)) => ours.extend(theirs),
            (Data::U8(ours), Data::U8(theirs)) => ours.extend(theirs),
            (ours, theirs) => debug_assert!(ours.is_empty() && theirs.is_empty(), "columns of two widths"),
        }
    }

    /// Adds a number of 32 bits. Only a column made by [`Data::of_kind`] for such numbers takes it.
    pub(super) fn push_u32(&mut self, number: u32) {
        if let Data::U32(data) = self {
            data.push(number);
        }
    }

    /// Adds a number of 64 bits to a column of such.
    pub(super) fn push_u64(&mut self, number: u64) {
        if let Data::U64(data) = self {
            data.push(number);
        }
    }

    /// Adds a double to a column of such.
    pub(super) fn push_f64(&mut self, number: f64) {
        if let Data::F64(data) = self {
            data.push(number);
        }
    }

    /// A column of the numbers at these places of two columns of one kind.
    pub(super) fn pick(kind: Kind, order: &[Place], first: &Data, second: &Data) -> Data {
        fn picked<T: Copy + Default>(order: &[Place], first: &[T], second: &[T]) -> Vec<T> {
            let at = |place: &Place| match place & SECOND {
                0 => first.get(*place as usize),
                _ => second.get((place & !SECOND) as usize),
            };
            order.iter().map(|place| at(place).copied().unwrap_or_default()).collect()
        }
        match kind {
            Kind::Code => {
                let code = |place: &Place| match place & SECOND {
                    0 => first.code(*place as usize),
                    _ => second.code((place & !SECOND) as usize),
                };
                Data::codes(order.iter().map(code).collect())
            }
            Kind::Number => Data::U32(picked(order, first.u32s(), second.u32s())),
            Kind::Wide => Data::U64(picked(order, first.u64s(), second.u64s())),
            Kind::Real => Data::F64(picked(order, first.f64s(), second.f64s())),
            Kind::Bin => Data::U8(picked(order, first.u8s(), second.u8s())),
        }
    }

    /// Bytes of one number.
    pub(super) fn width(&self) -> u8 {
        match self {
            Data::U8(_) => 1,
            Data::U16(_) => 2,
            Data::U32(_) => 4,
            Data::U64(_) | Data::F64(_) => 8,
        }
    }

    /// The numbers as bytes, in the machine's own order.
    pub(super) fn as_bytes(&self) -> &[u8] {
        match self {
            Data::U8(data) => data,
            Data::U16(data) => bytemuck::cast_slice(data),
            Data::U32(data) => bytemuck::cast_slice(data),
            Data::U64(data) => bytemuck::cast_slice(data),
            Data::F64(data) => bytemuck::cast_slice(data),
        }
    }

    /// A column of so many numbers of a kind and width, to be filled through [`Data::as_bytes_mut`]. `None` where no
    /// column of that kind has that width.
    pub(super) fn zeros(kind: Kind, width: u8, count: usize) -> Option<Data> {
        Some(match (kind, width) {
            (Kind::Code | Kind::Bin, 1) => Data::U8(vec![0; count]),
            (Kind::Code, 2) => Data::U16(vec![0; count]),
            (Kind::Code | Kind::Number, 4) => Data::U32(vec![0; count]),
            (Kind::Wide, 8) => Data::U64(vec![0; count]),
            (Kind::Real, 8) => Data::F64(vec![0.0; count]),
            _ => return None,
        })
    }

    /// The numbers as bytes that can be written.
    pub(super) fn as_bytes_mut(&mut self) -> &mut [u8] {
        match self {
            Data::U8(data) => data,
            Data::U16(data) => bytemuck::cast_slice_mut(data),
            Data::U32(data) => bytemuck::cast_slice_mut(data),
            Data::U64(data) => bytemuck::cast_slice_mut(data),
            Data::F64(data) => bytemuck::cast_slice_mut(data),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_as_narrow_as_they_allow() {
        for (greatest, width) in [(0, 1), (255, 1), (256, 2), (65_535, 2), (65_536, 4)] {
            let data = Data::codes(vec![7.min(greatest), greatest]);
            assert_eq!((data.width(), data.code(1)), (width, greatest));
            let mut seen = Vec::new();
            data.each_code(&[1, 0], |at, code| seen.push((at, code)));
            assert_eq!(seen, [(0, greatest), (1, 7.min(greatest))]);
        }
    }

    #[test]
    fn numbers_are_picked_from_both_columns() {
        let (first, second) = (Data::U32(vec![10, 11, 12]), Data::U32(vec![20, 21]));
        let order = [1, SECOND, 2, SECOND | 1];
        assert_eq!(Data::pick(Kind::Number, &order, &first, &second), Data::U32(vec![11, 20, 12, 21]));
        assert_eq!(Data::pick(Kind::Code, &order, &first, &second), Data::U8(vec![11, 20, 12, 21]));
    }

    #[test]
    fn bytes_go_out_and_come_in() {
        let data = Data::U16(vec![1, 65_535]);
        let mut read = Data::zeros(Kind::Code, 2, 2).unwrap();
        read.as_bytes_mut().copy_from_slice(data.as_bytes());
        assert_eq!(read, data);
        assert!(Data::zeros(Kind::Real, 4, 2).is_none());
    }
}
