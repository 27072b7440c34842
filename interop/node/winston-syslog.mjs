// winston-syslog over TCP.
import winston from 'winston';
import { Syslog } from 'winston-syslog';

const [port, count] = process.argv.slice(2);
const transport = new Syslog({
  host: '127.0.0.1',
  port: Number(port),
  protocol: 'tcp4',
  app_name: 'shop',
  format: winston.format.printf((info) => info.message),
});
const log = winston.createLogger({
  levels: winston.config.syslog.levels,
  transports: [transport],
});
for (let i = 0; i < Number(count); i++) {
  log.warning(`order number ${i}`);
}
// nothing says when the last one is on its way
setTimeout(() => process.exit(0), 2_000);
