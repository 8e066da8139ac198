import type { z } from "zod";

import type { Client as Blog, Post, User } from "../generated/blog/index.js";
import type * as club from "../generated/club/index.js";
import type * as schemas from "../generated/club/schemas.js";
import type { Client as Depot, Tool } from "../generated/depot/index.js";
import type { Equal, Flat } from "./equal.js";
import { holds } from "./equal.js";

type Same<Schema extends z.ZodType, T> = Equal<Flat<z.infer<Schema>>, Flat<T>>;

// What a caller may be kept from reading is null to it, and what is worked out from that.
holds<Equal<club.Person["email"], string | null>>();
holds<Equal<club.Person["fee"], number | null>>();
holds<Equal<club.Book["priceTag"], string | null>>();
holds<Equal<club.Book["readingMinutes"], number>>();
holds<Equal<club.Book["isPlaced"], boolean>>();
// Everybody may read it, though not everybody may set it.
holds<Equal<club.Tag["name"], string>>();
// It is written as ever.
holds<Equal<club.PersonCreate["email"], string>>();
holds<Equal<club.PersonUpdate["email"], string | undefined>>();
holds<Equal<club.PersonKey, { id: string } | { email: string }>>();
holds<Same<typeof schemas.PersonSchema, club.Person>>();
holds<Same<typeof schemas.PersonCreateSchema, club.PersonCreate>>();
holds<Same<typeof schemas.PersonUpdateSchema, club.PersonUpdate>>();
holds<Same<typeof schemas.BookSchema, club.Book>>();
holds<Same<typeof schemas.TagSchema, club.Tag>>();

/** A related row that the caller may not see, or that is deleted, is null. */
export async function related({ comment, membership }: Blog, { loan }: Depot) {
  const of = { include: { post: true, author: true } } as const;
  const some = await comment.get("a", of);
  holds<Equal<Flat<typeof some.post>, Flat<Post> | null>>();
  holds<Equal<Flat<typeof some.author>, Flat<User>>>();
  // @ts-expect-error not everybody sees every post
  some.post.title.trim();
  const members = await membership.list({ include: { user: true } });
  members.data[0]?.user.name.trim();
  const lent = await loan.get(1, { include: { tool: true } });
  holds<Equal<Flat<typeof lent.tool>, Flat<Tool> | null>>();
}

/** The fields that groups have in common, and their ends. */
export async function groups({ person }: club.Client) {
  const [group] = await person.aggregate({ groupBy: ["email"], min: ["fee"] });
  holds<Equal<NonNullable<typeof group>["email"], string | null>>();
}
