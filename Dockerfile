# The bot alone, built in one stage and run in another: no compiler, no tests, no sandbox inside.
# By digest: what is built tomorrow stands on what was tested today. Dependabot moves it.
ARG NODE=24-bookworm-slim@sha256:6f7b03f7c2c8e2e784dcf9295400527b9b1270fd37b7e9a7285cf83b6951452d

FROM node:${NODE} AS build
WORKDIR /bot
# .npmrc has install-links, without which vendor/ would become a link that dangles once copied.
COPY package.json package-lock.json .npmrc ./
COPY vendor vendor
RUN npm ci --no-audit --no-fund
COPY tsconfig.json ./
COPY scripts scripts
COPY src src
COPY locales locales
RUN npm run build && npm prune --omit=dev --no-audit --no-fund && node scripts/trim.mjs

FROM node:${NODE}
ARG VERSION=dev REVISION=unknown SOURCE=https://github.com/your-organisation/webex-recordings-bot
LABEL org.opencontainers.image.title="webex-recordings-bot" \
      org.opencontainers.image.description="A Webex bot that lists, finds, deletes and restores your meeting recordings" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="${SOURCE}"
ENV NODE_ENV=production
WORKDIR /bot
COPY --from=build /bot/package.json ./
COPY --from=build /bot/node_modules node_modules
COPY --from=build /bot/dist dist
COPY cards cards
COPY migrations migrations
# The embedded database, when there is no DATABASE_URL.
ENV DATA_DIR=/bot/data
RUN install -d -o 1000 -g 1000 -m 700 /bot/data
VOLUME /bot/data
# The image's user `node`, by number: Kubernetes asks for one that it can see is not root.
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=100s --start-interval=2s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/livez`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# node itself, not npm: so SIGTERM reaches it, and what is under way is finished.
# In 512 MB Node gives new objects one megabyte; with 32 the bot takes half the CPU for each message (docs/bench.md).
CMD ["node", "--max-semi-space-size=32", "dist/main.js"]
