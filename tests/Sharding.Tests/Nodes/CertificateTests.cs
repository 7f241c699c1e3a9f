using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Domicile.Sharding.Topology;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Sharding.Tests.Nodes;

/// <summary>A node that is far away is believed by its certificate only.</summary>
public sealed class CertificateTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly string folder = Directory.CreateTempSubdirectory("domicile-roots-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_node_is_entered_under_its_own_certificate_and_host_name_and_no_others()
    {
        using var root = NewRoot("ours");
        using var other = NewRoot("another");
        var run = await RunNode.StartAsync("tls", connectionsMax: 20);
        var address = run.Database("postgres").Admin;
        var roots = Write("ours.pem", root);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => AskAsync(address with { Roots = roots }));

        await CertifyAsync(address, root);

        Assert.True(await AskAsync(address with { Roots = roots }));
        await Assert.ThrowsAnyAsync<NpgsqlException>(
            () => AskAsync(address with { Roots = Write("another.pem", other) }));
        await Assert.ThrowsAnyAsync<NpgsqlException>(
            () => AskAsync(address with { Host = "localhost", Roots = roots }));
        Assert.True(await AskAsync(address with { Host = "localhost" }));
    }

    /// <summary>Whether the session is encrypted.</summary>
    private static async Task<bool> AskAsync(NodeAddress address)
    {
        await using var pool = address.Open("tests", 1);
        await using var connection = await pool.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(
            "select ssl from pg_stat_ssl where pid = pg_backend_pid()", connection);
        return (bool)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>Gives the running node a certificate for 127.0.0.1, as the user that it runs as.</summary>
    private static async Task CertifyAsync(NodeAddress admin, X509Certificate2 root)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=node", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(root, Now, Now.AddHours(12), [1, 2, 3]);
        await WriteThereAsync(admin, "server.crt", certificate.ExportCertificatePem());
        await WriteThereAsync(admin, "server.key", key.ExportPkcs8PrivateKeyPem());
        await TestSql.RunAsync(admin, "alter system set ssl = on");
        await TestSql.RunAsync(admin, "select pg_reload_conf()");
        while (await TestSql.ScalarAsync<string>(admin, "show ssl") != "on")
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    // The node's own user must own its key, and nobody else may read it.
    private static Task WriteThereAsync(NodeAddress admin, string file, string pem) => TestSql.RunAsync(
        admin,
        $"""
        copy (select line from unnest(string_to_array('{pem}', E'\n')) line)
        to program 'umask 077; cat > {file}'
        """);

    private static X509Certificate2 NewRoot(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(1));
    }

    private string Write(string file, X509Certificate2 certificate)
    {
        var path = Path.Combine(folder, file);
        File.WriteAllText(path, certificate.ExportCertificatePem());
        return path;
    }
}
