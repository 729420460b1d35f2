# syntax=docker/dockerfile:1
# One image for every process; which one it runs is its command (see docker-compose.yml).
ARG NODE_VERSION=24.21.0

# The package files alone, so that the layers of dependencies change only with them.
FROM node:${NODE_VERSION}-bookworm-slim AS manifests
WORKDIR /tiffin
COPY . .
RUN mkdir /manifests \
 && find . -name package.json -not -path '*/node_modules/*' -exec cp --parents {} /manifests \; \
 && cp package-lock.json .npmrc /manifests

# Everything, to generate the database clients.
FROM node:${NODE_VERSION}-bookworm-slim AS build
WORKDIR /tiffin
COPY --from=manifests /manifests ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts
COPY . .
RUN node --no-warnings scripts/set-up/generate-clients.ts

# What the processes need at run time: no tools, no embedded servers.
FROM node:${NODE_VERSION}-bookworm-slim AS production-dependencies
WORKDIR /tiffin
COPY --from=manifests /manifests ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --omit=dev \
      --workspace gateway \
      --workspace subgraphs/accounts \
      --workspace subgraphs/restaurants \
      --workspace subgraphs/orders \
      --workspace subgraphs/drivers \
      --workspace subgraphs/tracking \
      --workspace subgraphs/payments

FROM node:${NODE_VERSION}-bookworm-slim AS runtime
ENV NODE_ENV=production \
    NODE_OPTIONS=--no-warnings \
    APOLLO_TELEMETRY_DISABLED=true \
    HOST=0.0.0.0
WORKDIR /tiffin
COPY --from=production-dependencies /tiffin ./
COPY --from=build /tiffin/packages ./packages
COPY --from=build /tiffin/gateway ./gateway
COPY --from=build /tiffin/subgraphs ./subgraphs
COPY --from=build /tiffin/clients/start-page ./clients/start-page
COPY --from=build /tiffin/clients/live-map ./clients/live-map
COPY --from=build /tiffin/prisma ./prisma
COPY --from=build /tiffin/schema ./schema
COPY --from=build /tiffin/scripts ./scripts
# Dependencies of a workspace that differ from the root's live beside it, and came with neither copy above.
COPY --from=production-dependencies /tiffin/packages ./packages
COPY --from=production-dependencies /tiffin/subgraphs ./subgraphs
RUN mkdir -p .tiffin && chown node:node .tiffin
USER node
# Asks the process itself; PORT says where it listens.
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s --retries=5 \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT}/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "gateway/src/main.ts"]
