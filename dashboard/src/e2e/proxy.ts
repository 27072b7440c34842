import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** A way to the server that can be cut, as when it is stopped or the network fails. */
export interface Proxy {
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export async function startProxy(target: string): Promise<Proxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let listening: Server | null = null;
  let own = 0;
  const start = () =>
    new Promise<void>((resolve) => {
      const server = createServer((client) => {
        const upstream = connect(Number(port), hostname);
        for (const socket of [client, upstream]) {
          open.add(socket);
          socket.on("close", () => open.delete(socket));
          socket.on("error", () => undefined);
        }
        client.pipe(upstream).pipe(client);
      });
      listening = server;
      server.listen(own, "127.0.0.1", () => {
        own = (server.address() as AddressInfo).port;
        resolve();
      });
    });
  const stop = () =>
    new Promise<void>((resolve) => {
      for (const socket of open) socket.destroy();
      listening?.close(() => resolve());
      listening = null;
    });
  await start();
  return { url: `http://127.0.0.1:${own}`, start, stop };
}
