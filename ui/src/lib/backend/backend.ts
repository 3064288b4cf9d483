/** The pages' one way to the core. Nothing outside this folder knows the shell. */
import { transport } from "$transport";
import type { Failure, Language, Methods } from "$lib/generated/api";

export type Method = keyof Methods;

/** Where in the window something is asked for, and which request of that place it is: it breaks off the one before. */
export interface Turn {
  place: string;
  number: number;
}

/** Carries calls to the core and its news back. */
export interface Transport {
  /** The method's reply; rejects with a `Failure`. */
  call(method: Method, params: object, turn?: Turn): Promise<unknown>;
  /** Tells that files wait to be fetched with `offered_files`. */
  onFilesOffered(listener: () => void): void;
  /** Tells whether files are being dragged over the window. */
  onDragging(listener: (over: boolean) => void): void;
}

/** A call that the core refused, or that did not reach it. */
export class Refusal extends Error implements Failure {
  readonly code: string;
  readonly language: Language;
  /** What was going on, for a report of the fault. */
  readonly detail: string;

  constructor({ code, message, language }: Failure, detail: string) {
    super(message);
    this.code = code;
    this.language = language;
    this.detail = detail;
  }
}

function isFailure(thrown: unknown): thrown is Failure {
  const failure = thrown as Partial<Failure> | null;
  return typeof failure === "object" && typeof failure?.code === "string" && typeof failure.message === "string";
}

/** What was thrown, as a refusal with a stable code: the core's own, or `unreachable` where the core said nothing. */
export function refusal(thrown: unknown, doing: string): Refusal {
  if (thrown instanceof Refusal) return thrown;
  if (isFailure(thrown)) return new Refusal(thrown, doing);
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  return new Refusal({ code: "unreachable", message: "", language: "en" }, `${doing}: ${said}`);
}

export async function ask<M extends Method>(method: M, params: Methods[M][0], turn?: Turn): Promise<Methods[M][1]> {
  try {
    return (await transport.call(method, params, turn)) as Methods[M][1];
  } catch (thrown) {
    throw refusal(thrown, method);
  }
}

export const onFilesOffered = transport.onFilesOffered.bind(transport);
export const onDragging = transport.onDragging.bind(transport);
