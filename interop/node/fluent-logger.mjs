// Fluentd's logger for Node.js, waiting for acknowledgements.
import fluent from 'fluent-logger';

const [port, count] = process.argv.slice(2);
const sender = fluent.createFluentSender('shop', {
  host: '127.0.0.1',
  port: Number(port),
  timeout: 5,
  requireAckResponse: true,
  ackResponseTimeout: 10_000,
});
sender.on('error', (error) => {
  console.error(error);
  process.exitCode = 1;
});
const sent = [];
for (let i = 0; i < Number(count); i++) {
  sent.push(
    new Promise((resolve) => {
      sender.emit('orders', { message: `order number ${i}`, level: 'warn', amount: i }, resolve);
    }),
  );
}
await Promise.all(sent);
sender.end();
