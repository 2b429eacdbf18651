/** How an administrator made sure who asks for a new temporary password, or says that a device is lost. */
export const identificationWays = ["in-person", "call-back", "document", "other"] as const;
export type IdentificationWay = (typeof identificationWays)[number];

export type Identification = { way?: IdentificationWay; detail: string };

/** The API takes 200 characters in all; the rest is for the way. */
export const longestDetail = 140;

/** The sentence for the audit, e.g. 「対面で本人と確認した（窓口にて）」. */
export function identificationOf({ way, detail }: Identification, label: (way: IdentificationWay) => string): string {
  if (!way) {
    throw new Error("A way of identification is required.");
  }
  const more = detail.trim().slice(0, longestDetail);
  return more === "" ? label(way) : `${label(way)}（${more}）`;
}
