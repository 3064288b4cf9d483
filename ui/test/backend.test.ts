import { expect, it } from "vitest";
import { ask, refusal } from "$lib/backend/backend";

it("a failure of the core keeps its code and words", () => {
  const given = refusal({ code: "busy", message: "The store is locked." }, "review");
  expect(given).toMatchObject({ code: "busy", message: "The store is locked.", detail: "review" });
  expect(refusal(given, "again")).toBe(given);
});

it.each([["text", "text"], [new TypeError("not a function"), "not a function"], [null, "null"], [{ message: "no code" }, "[object Object]"]])(
  "anything else thrown is the core out of reach (%#)", (thrown, said) => {
    const given = refusal(thrown, "review");
    expect(given.code).toBe("unreachable");
    expect(given.detail).toBe(`review: ${said}`);
  });

it("asks the transport, and rejects with a refusal", async () => {
  expect((await ask("status", {})).definitions).toBe(1);
  await expect(ask("ticket", {} as { id: number })).rejects.toMatchObject({ code: "unreachable" });
});
