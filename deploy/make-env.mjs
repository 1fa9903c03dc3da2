// Prints freshly made secrets for a new deployment: `node deploy/make-env.mjs > .env`. Keep the file: the deployment's
// databases and broker accept no other secrets.
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';

const secret = () => randomBytes(24).toString('base64url');
const { privateKey } = generateKeyPairSync('ed25519');
const clusterId = Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url');

console.log(`# Secrets of this deployment; readable by its operator alone.
POSTGRES_PASSWORD=${secret()}
KAFKA_CLUSTER_ID=${clusterId}
GRAFANA_PASSWORD=${secret()}
# Signs who is calling, between the gateway and the apps.
LRA_IDENTITY_KEY='${JSON.stringify(privateKey.export({ format: 'jwk' }))}'
# The first admin client.
LRA_ADMIN_CLIENT_ID=admin
LRA_ADMIN_CLIENT_SECRET=${secret()}

# Address under which the public reaches the gateway, and where it listens on this machine.
# LRA_PUBLIC_URL=https://network.example.eu
# LRA_BIND=127.0.0.1
# LRA_PORT=8080
# Addresses of the TLS proxy whose X-Forwarded-For is believed.
# LRA_TRUST_PROXY=172.16.0.0/12
# Mails go to the catcher until a server is named.
# SMTP_URL=smtps://user:password@mail.example.eu:465
# LRA_MAIL_FROM=no-reply@network.example.eu
# LRA_STEERING_MAIL=secretariat@network.example.eu`);
