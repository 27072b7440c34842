// OpenTelemetry's exporter that sends JSON.
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { SeverityNumber } from '@opentelemetry/api-logs';

const [url, count] = process.argv.slice(2);
const provider = new LoggerProvider({
  processors: [new BatchLogRecordProcessor({ exporter: new OTLPLogExporter({ url }) })],
});
const logger = provider.getLogger('shop');
for (let i = 0; i < Number(count); i++) {
  logger.emit({
    severityNumber: SeverityNumber.WARN,
    severityText: 'WARN',
    body: `order number ${i}`,
    attributes: { amount: i },
  });
}
await provider.shutdown();
