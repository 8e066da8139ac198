// Fastify on Prisma with the libSQL adapter: `node server.mjs PORT FILE`. What its documentation shows, tuned as it advises:
// one client for the process, serialization by Fastify, logging off.
import { PrismaLibSql } from "@prisma/adapter-libsql";
import { PrismaClient } from "@prisma/client";
import Fastify from "fastify";

const [port, file] = process.argv.slice(2);
const prisma = new PrismaClient({ adapter: new PrismaLibSql({ url: `file:${file}` }) });
const app = Fastify({ logger: false });

const author = { omit: { passwordHash: true } };
const wire = (user) => ({ ...user, bytesRead: user.bytesRead.toString(), balance: user.balance.toString() });

app.get("/api/posts/:id", async (request, reply) => {
  const post = await prisma.post.findUnique({ where: { id: Number(request.params.id) }, include: { author } });
  return post ? { ...post, author: wire(post.author) } : reply.code(404).send();
});

app.get("/api/posts", async () => {
  const data = await prisma.post.findMany({ take: 20, orderBy: { id: "asc" }, include: { author } });
  return { data: data.map((post) => ({ ...post, author: wire(post.author) })) };
});

await app.listen({ port: Number(port), host: "127.0.0.1" });
console.log("ready");
