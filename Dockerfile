# Sluice in a container: docker build -t sluice . ; see docs/operations.md and compose.yaml.
FROM node:26-bookworm-slim

WORKDIR /app
COPY --chown=node:node . .
RUN chown node:node /app && mkdir /data && chown node:node /data
USER node

# The packages of the lockfile; widget and studio built; what only building and testing need removed again.
RUN node scripts/ensure.mjs && npm prune --omit=dev --ignore-scripts && npm cache clean --force

ENV HOST=0.0.0.0 PORT=4400 DATA_DIR=/data SLUICE_DEMO=off NODE_ENV=production
VOLUME /data
EXPOSE 4400

HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

# The Node of node_modules, which every test ran on; it is process 1 and hears the signal to stop.
CMD ["node_modules/.bin/node", "--disable-warning=ExperimentalWarning", "server/main.ts"]
