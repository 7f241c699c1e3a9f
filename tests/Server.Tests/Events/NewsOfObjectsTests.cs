using System.Net;
using System.Security.Cryptography;
using Domicile.Ledger.Audit.Institutions;
using Domicile.Ledger.Signing;
using Domicile.Local.Objects;
using Domicile.Testing;

namespace Domicile.Server.Tests.Events;

/// <summary>A region with an auditing institution is told of what its bucket holds.</summary>
public sealed class NewsOfObjectsTests : IDisposable
{
    private const string Packages = "audit-packages of eu/auditor";
    private const string Delivery = "audit-delivery of eu/auditor";

    private readonly string folder = Directory.CreateTempSubdirectory("domicile-news-").FullName;
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        key.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_new_document_runs_the_passes_that_bring_documents_and_other_news_runs_none()
    {
        await using var server = await StartAsync();

        // A pass that was run is told of by its failure.
        await TestSql.RunAsync(
            server.Workers.Books.Owner.Register, "alter table ledger.audit_package rename to package_away");

        Assert.Equal([Delivery, Packages], await FailedAsync(server, News("documents/2036-12/a")));
        Assert.Empty(await FailedAsync(server, News("packages/auditor/1.zip")));
        Assert.Empty(await FailedAsync(server, """{"Service":"Amazon S3","Event":"s3:TestEvent"}"""));
    }

    private static string News(string name) =>
        $$"""
        { "Records": [{ "eventName": "ObjectCreated:Put", "s3": {
            "bucket": { "name": "b" }, "object": { "key": "{{name}}" } } }] }
        """;

    private static async Task<string[]> FailedAsync(EventServer server, string body)
    {
        var answer = await server.PostAsync(EventServer.Records("domicile-eu-documents", body));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return [.. answer.Json["failed"]!.AsArray().Select(name => name!.GetValue<string>()).Order()];
    }

    private Task<EventServer> StartAsync()
    {
        var pem = key.ExportSubjectPublicKeyInfoPem();
        var institution = new Institution("auditor", new Uri("http://127.0.0.1:1/"), pem, pem);
        return EventServer.StartAsync(parts => parts with
        {
            Ledger = parts.Ledger with
            {
                Objects = new FolderObjectStore(folder, TimeProvider.System),
                Audit = new AuditOptions(new HeldSigningKey(key), [institution]),
            },
        });
    }
}
