# One image a service (docs/deploy.md):
#
#   ./mvnw -Pimage -DskipTests package
#   docker build -f Dockerfile --build-arg SERVICE=ingestion-service --build-arg PORT=8081 \
#     -t millrace/ingestion-service:0.1.0 ingestion-service/target/image
#
# The context is what Maven made for one service: app.jar in layers, and sbom.cdx.json. Nothing is
# fetched while an image is built but the two base images, and nothing at all while it runs.
# For linux/amd64, as the native libraries are.
ARG JDK=eclipse-temurin:25-jdk-noble
ARG BASE=gcr.io/distroless/cc-debian13:nonroot

# What of Java the services need; with the tools to look into one that runs (jcmd, JFR), and without
# what heaps of more than 32 GB would start quicker with.
FROM ${JDK} AS jre
RUN jlink --add-modules java.se,jdk.unsupported,jdk.crypto.cryptoki,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.security.auth,jdk.security.jgss,jdk.charsets,jdk.zipfs,jdk.localedata,jdk.jfr,jdk.attach,jdk.jcmd \
      --include-locales=en --no-header-files --no-man-pages --generate-cds-archive --output /opt/jre \
 && rm /opt/jre/lib/server/classes_nocoops.jsa

# Libraries, our own classes, and native libraries, each apart: what seldom changes lies below.
FROM ${JDK} AS parts
# Of the container's memory, what is for Java's heap; native code, threads and training's processes
# have the rest.
ARG HEAP=45
WORKDIR /build
COPY app.jar sbom.cdx.json ./
RUN java -Djarmode=tools -jar app.jar extract --layers --destination layers \
 && mkdir -p layers/dependencies/lib layers/snapshot-dependencies/lib layers/application/lib health state/work state/models state/store \
 && starter=$(ls layers/*/lib/service-starter-*.jar) \
 && java -cp "$starter" io.millrace.starter.image.NativeLibraries layers/dependencies/lib native \
 && (cd health && jar xf "../$starter" io/millrace/starter/image/HealthCheck.class) \
 && printf '%s\n' \
      "-XX:MaxRAMPercentage=$HEAP" -XX:+UseG1GC -XX:+ExitOnOutOfMemoryError -XX:+ErrorFileToStderr \
      --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
      -Djava.awt.headless=true -Djava.library.path=/app/native \
      -Donnxruntime.native.path=/app/native \
      -Dorg.xerial.snappy.lib.path=/app/native -Dorg.xerial.snappy.lib.name=libsnappyjava.so \
      -Dai.djl.offline=true > java.options

FROM ${BASE} AS untrained
COPY --from=jre /opt/jre /opt/jre
COPY --from=parts /build/native /app/native
COPY --from=parts /build/layers/dependencies /app
COPY --from=parts /build/layers/snapshot-dependencies /app
COPY --from=parts /build/layers/application /app
COPY --from=parts /build/java.options /build/sbom.cdx.json /app/
COPY --from=parts /build/health /app/health
COPY --from=parts --chown=65532:65532 /build/state /var/lib/millrace
WORKDIR /app
USER 65532:65532
ARG PORT
ENV SERVER_PORT=${PORT} \
    ENGINE_CACHE_DIR=/app/native/djl \
    MALLOC_ARENA_MAX=2 \
    OMP_WAIT_POLICY=PASSIVE \
    ORT_DISABLE_TELEMETRY=1 \
    LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs \
    SPRING_CONFIG_IMPORT=optional:configtree:/run/secrets/ \
    MILLRACE_INGESTION_LAND_WORKDIR=/var/lib/millrace/work \
    MILLRACE_TRAINING_WORKDIR=/var/lib/millrace/work \
    MILLRACE_INFERENCE_CACHE=/var/lib/millrace/models \
    MILLRACE_MONITORING_STATEDIR=/var/lib/millrace/store
EXPOSE ${PORT}
# Liveness alone: it needs no credential. Readiness is asked with an operator's token.
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 \
  CMD ["/opt/jre/bin/java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx16m", "-cp", "/app/health", "io.millrace.starter.image.HealthCheck"]
ENTRYPOINT ["/opt/jre/bin/java", "-XX:AOTCache=/app/app.aot", "@/app/java.options", "-jar", "/app/app.jar"]

# What Java learns about the classes of a service that comes up, kept for later starts (JEP 514). It
# ends before it would listen to a broker; with transactions it would ask for one, in vain for 10 s.
FROM untrained AS trained
USER 0:0
RUN ["/opt/jre/bin/java", "-XX:AOTCacheOutput=/app/app.aot", "-Xlog:aot=error", "@/app/java.options", "-Dspring.context.exit=onRefresh", "-jar", "/app/app.jar", "--millrace.topics.create=false", "--millrace.kafka.guarantee=at-least-once", "--millrace.blob.store=folder", "--millrace.blob.folder=/tmp/blobs", "--millrace.monitoring.state-dir=/tmp/store"]

FROM untrained AS service
COPY --from=trained /app/app.aot /app/app.aot
ARG SERVICE
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="millrace/${SERVICE}" \
      org.opencontainers.image.description="Millrace keeps machine-learning models true to a world that moves: ${SERVICE}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.base.name="gcr.io/distroless/cc-debian13:nonroot"
