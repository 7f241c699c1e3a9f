# The server's image, for functions, machines and Kubernetes alike. Built by build/image.sh, which insists that the three
# images below are named by digest: nothing here may change without a commit, and a digest cannot be known offline.
#   SDK_IMAGE      .NET 10 SDK on Debian
#   RUNTIME_IMAGE  ASP.NET Core 10 runtime on Debian
#   ADAPTER_IMAGE  AWS Lambda Web Adapter 0.9.1 or newer; outside of Lambda its one file is never started
# The build context "roots" is a folder with AWS's global-bundle.pem: the root certificates of its databases.
ARG SDK_IMAGE
ARG RUNTIME_IMAGE
ARG ADAPTER_IMAGE

FROM ${ADAPTER_IMAGE} AS adapter

FROM ${SDK_IMAGE} AS build
WORKDIR /source
COPY . .
RUN build/image/publish.sh /program

FROM ${RUNTIME_IMAGE}
COPY build/image/system.sh /tmp/system.sh
RUN /tmp/system.sh && rm /tmp/system.sh
COPY --from=adapter /lambda-adapter /opt/extensions/lambda-adapter
COPY --from=build /program /program
COPY domicile.json /program/domicile.json
COPY --from=roots --chmod=444 global-bundle.pem /program/database-roots.pem

# Nothing is written while it runs: no sockets of the debugger, no cache. The adapter asks /health/live until the server
# listens, and hands events to POST /events. Which statuses fail an invocation differs between functions: they say so
# themselves (AWS_LWA_ERROR_STATUS_CODES), and the server does not start in one that says it wrongly.
ENV DOTNET_EnableDiagnostics=0 \
    DOTNET_NOLOGO=1 \
    DOMICILE_TOPOLOGY=/program/domicile.json \
    DOMICILE_DATABASE_ROOTS=/program/database-roots.pem \
    AWS_LWA_PORT=8080 \
    AWS_LWA_READINESS_CHECK_PATH=/health/live \
    AWS_LWA_PASS_THROUGH_PATH=/events
EXPOSE 8080
USER 10001:10001
WORKDIR /program
ENTRYPOINT ["dotnet", "/program/Domicile.Server.dll"]
