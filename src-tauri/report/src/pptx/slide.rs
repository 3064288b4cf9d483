//! The shapes of one slide.

use std::fmt::Write as _;

use supportmix_core::language::Language;

use super::layout::{Frame, Holder};
use super::package::HEAD;
use super::text::Paragraph;
use super::xml::Text;

/// What each slide, master of notes and the like declares.
pub(super) const SPACES: &str = concat!(
    r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" "#,
    r#"xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main""#
);

/// Shapes, the lowest first.
pub(super) struct Shapes {
    language: Language,
    xml: String,
    count: usize,
}

impl Shapes {
    pub fn new(language: Language) -> Shapes {
        Shapes { language, xml: String::new(), count: 1 }
    }

    fn next(&mut self) -> usize {
        self.count += 1;
        self.count
    }

    fn paragraphs(&self, paragraphs: &[Paragraph]) -> String {
        match paragraphs {
            [] => "<a:p/>".to_owned(),
            some => some.iter().map(|paragraph| paragraph.xml(self.language)).collect(),
        }
    }

    /// Fills a place of the layout with paragraphs that are written already.
    pub fn hold(&mut self, holder: &Holder, name: &str, frame: Option<Frame>, body: &str) {
        let (id, name, kind) = (self.next(), Text(name), Text(&holder.kind));
        let index =
            holder.index.as_ref().map_or_else(String::new, |index| format!(r#" idx="{}""#, Text(index)));
        let place = frame.map_or_else(String::new, |frame| xfrm("a", frame));
        let _ = write!(
            self.xml,
            r#"<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}"{index}/></p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>{body}</p:txBody></p:sp>"#
        );
    }

    /// The picture of a slide among its notes.
    pub fn picture(&mut self, holder: &Holder, name: &str) {
        let (id, name, kind) = (self.next(), Text(name), Text(&holder.kind));
        let _ = write!(
            self.xml,
            r#"<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>"#
        );
    }

    /// Writes paragraphs into a place of the layout.
    pub fn fill(&mut self, holder: &Holder, name: &str, frame: Option<Frame>, paragraphs: &[Paragraph]) {
        let body = self.paragraphs(paragraphs);
        self.hold(holder, name, frame, &body);
    }

    /// Paragraphs of their own; `anchor` says which edge they stand at: `t`, `ctr` or `b`.
    pub fn words(&mut self, name: &str, frame: Frame, anchor: &str, paragraphs: &[Paragraph]) {
        let (id, name, place, body) =
            (self.next(), Text(name), xfrm("a", frame), self.paragraphs(paragraphs));
        let _ = write!(
            self.xml,
            r#"<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="{name}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>{place}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>{body}</p:txBody></p:sp>"#
        );
    }

    /// A table or a chart: what it is of, in its own words, and a description for those who cannot see it.
    pub fn graphic(&mut self, name: &str, description: &str, frame: Frame, kind: &str, content: &str) {
        let (id, name, description) = (self.next(), Text(name), Text(description));
        let place = xfrm("p", frame);
        let _ = write!(
            self.xml,
            r#"<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{id}" name="{name}" descr="{description}"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>{place}<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/{kind}">{content}</a:graphicData></a:graphic></p:graphicFrame>"#
        );
    }

    /// The slide, or with another element and content after the shapes, what is made like one.
    pub fn document(&self, element: &str) -> String {
        let shapes = &self.xml;
        format!(
            r#"{HEAD}<p:{element} {SPACES}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>{shapes}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:{element}>"#
        )
    }
}

fn xfrm(space: &str, Frame { x, y, wide, high }: Frame) -> String {
    format!(r#"<{space}:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{high}"/></{space}:xfrm>"#)
}
