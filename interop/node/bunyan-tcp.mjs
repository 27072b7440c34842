// bunyan over a TCP connection.
import bunyan from 'bunyan';
import net from 'node:net';

const [port, count] = process.argv.slice(2);
const socket = net.connect(Number(port), '127.0.0.1');
const log = bunyan.createLogger({ name: 'shop', streams: [{ stream: socket }] });
for (let i = 0; i < Number(count); i++) {
  log.warn({ amount: i }, `order number ${i}`);
}
socket.end();
