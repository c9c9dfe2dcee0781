# The bot alone, built in one stage and run in another: no compiler, no tests, no sandbox inside.
ARG NODE=24-bookworm-slim

FROM node:${NODE} AS build
WORKDIR /bot
# .npmrc has install-links, without which vendor/ would become a link that dangles once copied.
COPY package.json package-lock.json .npmrc ./
COPY vendor vendor
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src src
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:${NODE}
ENV NODE_ENV=production
WORKDIR /bot
COPY --from=build /bot/package.json ./
COPY --from=build /bot/node_modules node_modules
COPY --from=build /bot/dist dist
COPY cards cards
COPY migrations migrations
# The embedded database, when there is no DATABASE_URL.
ENV DATA_DIR=/bot/data
RUN install -d -o node -g node -m 700 /bot/data
VOLUME /bot/data
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/livez`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# node itself, not npm: so SIGTERM reaches it, and what is under way is finished.
CMD ["node", "dist/main.js"]
