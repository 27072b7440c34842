// Elastic's JavaScript client with its bulk helper.
import { Client } from '@elastic/elasticsearch';

const [node, count] = process.argv.slice(2);
const client = new Client({ node });
const documents = Array.from({ length: Number(count) }, (_, i) => ({
  '@timestamp': new Date(),
  level: 'WARN',
  message: `order number ${i}`,
  amount: i,
}));
const result = await client.helpers.bulk({
  datasource: documents,
  flushBytes: 4096,
  onDocument: () => ({ create: { _index: 'logs-shop' } }),
  onDrop: (dropped) => {
    console.error('dropped', dropped);
    process.exitCode = 1;
  },
});
if (result.successful !== documents.length || result.failed !== 0) {
  console.error(result);
  process.exitCode = 1;
}
await client.close();
