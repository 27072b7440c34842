// gelf-pro over UDP.
import gelf from 'gelf-pro';

const [port, count] = process.argv.slice(2);
gelf.setConfig({
  adapterName: 'udp',
  adapterOptions: { host: '127.0.0.1', port: Number(port), protocol: 'udp4' },
});
for (let i = 0; i < Number(count); i++) {
  await new Promise((resolve) => gelf.warning(`order number ${i}`, { amount: i }, resolve));
}
