// Starts the queues of fauxqs on 127.0.0.1: its own command listens on every interface.
// node fauxqs.mjs <the package's folder> <port>
const [, , folder, port] = process.argv;
const { buildApp } = await import(`${folder}/dist/app.js`);
const app = buildApp({ logger: false, host: `127.0.0.1:${port}`, defaultRegion: "eu-west-1" });
await app.listen({ port: Number(port), host: "127.0.0.1" });
