/** Backups, and erasing a person's data. */
import { all } from "$lib/format";
import type { FileKind, NamedBy } from "$lib/generated/api";
import { tickets } from "./words";

export const privacy = {
  backup: {
    title: "Backup",
    text: "A copy has everything: tickets, costs, settings, the log of imports. Tokens of helpdesks are in the system's keychain and not in it.",
    backUp: "Back up…",
    saved: (path: string) => `Saved as ${path}`,
    restore: "Restore…",
    blocked: "An import or a sync is running. Nothing can be restored until it has ended.",
    restoreTitle: (file: string) => `Restore “${file}”?`,
    contents: (n: string) => `The file was checked. It holds ${n} tickets:`,
    restoreText: "All that is here now gives way to it, and is kept in a file beside the store. People who were erased since stay erased.",
    foreign: "It is a copy of another store, not of this one.",
    restoreYes: "Restore",
    restored: (path: string) => `Restored. What was here before is in ${path}`,
    restoredNew: "Restored.",
  },

  erase: {
    heading: "Erase a person's data",
    text: "For a customer who asks for it. What identifies them goes from their tickets for good, and no later import or sync brings it back.",
    by: "Person named by",
    named: { requester: "Requester id or e-mail", account: "Account id" } satisfies Record<NamedBy, string>,
    example: "ann@example.com",
    everywhere: "In all sources",
    look: "Look…",
    nobody: (id: string) => `No ticket is of “${id}”. Check how it is written in the helpdesk.`,
    title: (id: string) => `Erase the data of “${id}”?`,
    inSource: (n: number, source: string) => `${tickets(n)} in ${source}`,
    goes: "Requester, account, its value, the subject and the phrases found in texts go, and tags, page, cause and fix where they mention the id, and notes of verdicts. They are overwritten in the store's file. This cannot be undone.",
    stays: "The tickets stay for the counts, with their numbers, times and ratings. Nobody can be told from them, and their customer's return is not told any more.",
    helpdesk: (names: string[]) => `${all(names)} is connected and has the person's data still. Erase it there too.`,
    files: "Remove these files beside the store as well",
    kinds: { refused_rows: "refused rows that mention it", backup: "a backup that may have it" } satisfies Record<FileKind, string>,
    own: "Backups, exports and files that you made elsewhere are yours to remove.",
    yes: "Erase",
    erased: (n: number) => `Done: ${tickets(n)} say nothing of that person any more.`,
    removed: (paths: string[]) => `Removed: ${all(paths)}`,
    left: (paths: string[]) => `Still there, and may have their data: ${all(paths)}`,
    remains: "Another program was reading the store, so remains may be in its log. Close it and erase once more.",
  },
};
