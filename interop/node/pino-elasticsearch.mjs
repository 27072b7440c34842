// pino through pino-elasticsearch.
import pino from 'pino';
import pinoElastic from 'pino-elasticsearch';
import { finished } from 'node:stream/promises';

const [node, count] = process.argv.slice(2);
const stream = pinoElastic({ node, index: 'shop', esVersion: 8, flushBytes: 1000 });
stream.on('insertError', (error) => {
  console.error(error);
  process.exitCode = 1;
});
const log = pino({ level: 'debug' }, stream);
for (let i = 0; i < Number(count); i++) {
  log.warn({ amount: i }, `order number ${i}`);
}
stream.end();
await finished(stream).catch(() => {});
