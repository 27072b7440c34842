// pino into a file.
import pino from 'pino';

const [file, count] = process.argv.slice(2);
const log = pino(pino.destination({ dest: file, sync: true }));
for (let i = 0; i < Number(count); i++) {
  log.warn({ amount: i }, `order number ${i}`);
}
