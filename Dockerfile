# The command in a container: docker run --rm -v "$PWD:/work" mailtxt check .
# scripts/docker.mjs builds it from the packed command, release/mailtxt.tgz.
FROM node:24-alpine
COPY release/mailtxt.tgz /tmp/mailtxt.tgz
# The first run writes the compiled code that later runs start with.
RUN npm install --global --ignore-scripts /tmp/mailtxt.tgz \
 && rm /tmp/mailtxt.tgz \
 && printf '@ IN TXT "v=spf1 -all"\n' | mailtxt check --stdin --stdin-filename example.com.zone --fail-on never
USER node
WORKDIR /work
ENTRYPOINT ["mailtxt"]
CMD ["check"]
