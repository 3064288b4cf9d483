import { invoke } from "@tauri-apps/api/core";
import { listen, TauriEvent } from "@tauri-apps/api/event";
import { language } from "$lib/language";
import type { Transport } from "./backend";

export const transport: Transport = {
  call: (method, params, turn) => invoke("rpc", { request: { method, params, turn, language } }),
  onFilesOffered(listener) {
    void listen("files-offered", listener);
  },
  onDragging(listener) {
    // The paths in these events stay unread: the core gets the files from the shell and offers tokens for them.
    void listen(TauriEvent.DRAG_ENTER, () => listener(true));
    void listen(TauriEvent.DRAG_LEAVE, () => listener(false));
    void listen(TauriEvent.DRAG_DROP, () => listener(false));
  },
};
