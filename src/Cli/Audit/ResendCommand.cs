using System.CommandLine;
using System.Globalization;
using Domicile.Cli.Output;
using Domicile.Local.Folders;
using Domicile.Local.Institutions;
using Domicile.Local.Nodes;
using Domicile.Local.Worlds;
using Domicile.Sharding.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Domicile.Cli.Audit;

/// <summary><c>./domicile audit resend</c>: has the servers send packages again.</summary>
internal static class ResendCommand
{
    private static readonly string ResendPackages = SqlFile.Read(typeof(ResendCommand), "ResendPackages.sql");

    private static readonly Argument<string> PackageArgument = new("PACKAGE")
    {
        Description = "The package's id, such as eu-sandbox-00000001 [default: all that were given up]",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string> RegionOption = AuditArguments.CreateRegion();
    private static readonly Option<string> InstitutionOption = AuditArguments.CreateInstitution();

    public static Command Create()
    {
        var command = new ExampledCommand(
            "resend",
            "Send packages again that were given up, or any one by its id; the institution keeps each once.",
            "./domicile audit resend",
            "./domicile audit resend eu-sandbox-00000001")
        {
            PackageArgument,
            RegionOption,
            InstitutionOption,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var addresses = WorldArguments.Of(parsed).ReadRunning();
        var chosen = AuditArguments.Select(
            addresses.World, parsed.GetValue(RegionOption), parsed.GetValue(InstitutionOption));
        var count = 0;
        if (parsed.GetValue(PackageArgument) is { } id)
        {
            var (institution, number) = Find(chosen, id);
            count = await ResendAsync(addresses, institution, number, cancellation);
            if (count == 0)
            {
                throw new WorldException($"There is no package {id}, or its file is not there (yet, or any more). "
                    + "See ./domicile audit packages.");
            }
        }
        else
        {
            foreach (var institution in chosen)
            {
                count += await ResendAsync(addresses, institution, null, cancellation);
            }
        }

        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(new { Count = count });
        }
        else
        {
            Console.Out.WriteLine(count == 0
                ? "No package was given up."
                : $"{count} {(count == 1 ? "package is" : "packages are")} sent again now.");
        }

        return 0;
    }

    private static (WorldInstitution Institution, long Number) Find(
        IReadOnlyList<WorldInstitution> institutions, string id)
    {
        foreach (var institution in institutions)
        {
            var stem = $"{institution.Region}-{institution.Topology.Name}-";
            if (id.StartsWith(stem, StringComparison.Ordinal)
                && long.TryParse(id[stem.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return (institution, number);
            }
        }

        throw new WorldException($"{id} is no package's id. ./domicile audit packages lists them.");
    }

    private static async Task<int> ResendAsync(
        WorldAddresses addresses, WorldInstitution institution, long? number, CancellationToken cancellation)
    {
        var address = addresses.Address(addresses.Node($"{institution.Region}/register"), NodeRoles.Owner);
        await using var connection = new NpgsqlConnection(address.PatientConnectionString("domicile audit"));
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(ResendPackages, connection);
        command.Parameters.AddWithValue(institution.Topology.Name);
        command.Parameters.AddWithValue(NpgsqlDbType.Bigint, number ?? (object)DBNull.Value);
        return await command.ExecuteNonQueryAsync(cancellation);
    }
}
