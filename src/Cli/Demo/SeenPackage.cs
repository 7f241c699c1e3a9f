using System.Diagnostics;
using Domicile.Ledger.Audit.Packages.Checking;
using Domicile.Ledger.Audit.Packages.Format;
using Domicile.Local.Folders;
using Domicile.Local.Institutions;
using Domicile.Local.Nodes;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Cli.Demo;

/// <summary>A package of documents as a sandbox institution received it, checked with the public key alone.</summary>
/// <param name="Package">Its id; null when none was delivered in time.</param>
/// <param name="Institution">Such as <c>eu/sandbox</c>.</param>
/// <param name="Documents">How many documents it has.</param>
/// <param name="Mistakes">What is wrong with it.</param>
internal sealed record SeenPackage(
    string? Package, string Institution, int Documents, IReadOnlyList<PackageMistake> Mistakes)
{
    private static readonly string FindDelivered = SqlFile.Read<SeenPackage>("FindDelivered.sql");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    public bool IsGood => Package is not null && Mistakes.Count == 0;

    /// <summary>Waits for a package at the world's first sandbox; null when there is no sandbox.</summary>
    public static async Task<SeenPackage?> LookAsync(WorldAddresses addresses, CancellationToken cancellation)
    {
        if (addresses.World.Institutions.FirstOrDefault(one => one.Port is not null) is not { } sandbox)
        {
            return null;
        }

        var name = $"{sandbox.Region}/{sandbox.Topology.Name}";
        var register = addresses.Address(addresses.Node($"{sandbox.Region}/register"), NodeRoles.Owner);
        await using var connection = new NpgsqlConnection(register.PatientConnectionString("domicile demo"));
        await connection.OpenAsync(cancellation);
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience;)
        {
            await using var command = new NpgsqlCommand(FindDelivered, connection);
            command.Parameters.AddWithValue(sandbox.Topology.Name);
            if (await command.ExecuteScalarAsync(cancellation) is long number)
            {
                return await CheckAsync(addresses, sandbox, number, cancellation);
            }

            await Task.Delay(LookInterval, cancellation);
        }

        return new SeenPackage(null, name, 0, []);
    }

    private static async Task<SeenPackage> CheckAsync(
        WorldAddresses addresses, WorldInstitution sandbox, long number, CancellationToken cancellation)
    {
        var id = PackageHead.IdOf(sandbox.Region, sandbox.Topology.Name, number);
        var file = await File.ReadAllBytesAsync(
            Path.Combine(addresses.Folder.InstitutionFolder(sandbox.Stem), "packages", id + ".zip"), cancellation);
        using var key = PackageSignature.Import(
            new RegionKeys(addresses.Folder, sandbox.Region).AuditKey.PublicPem());
        var verdict = PackageCheck.Run(file, key);
        return new SeenPackage(
            id, $"{sandbox.Region}/{sandbox.Topology.Name}", verdict.Head?.DocumentCount ?? 0, verdict.Mistakes);
    }
}
