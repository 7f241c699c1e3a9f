using System.CommandLine;
using Domicile.Cli.Client;
using Domicile.Ledger.Audit.Packages.Format;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Worlds;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Cli.Audit;

/// <summary><c>./domicile audit prove</c>: the proof of one document, which shows no other.</summary>
internal static class ProveCommand
{
    private static readonly string FindSides = SqlFile.Read(typeof(ProveCommand), "FindSides.sql");

    private static readonly Argument<string> TransferArgument = new("TRANSFER") { Description = "The transfer's id" };

    private static readonly Option<string> UserOption = new("--user")
    {
        Description = "Whose side of it [default: the only one that has a package]",
        HelpName = "ID",
    };

    private static readonly Option<string> InstitutionOption = AuditArguments.CreateInstitution();

    private static readonly Option<FileInfo> OutOption = new("--out")
    {
        Description = "Write the proof to this file [default: standard output]",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "prove",
            "Prove that the document of one transfer went into a signed package, without showing any other document.",
            "./domicile audit prove 0197a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b --user eu-1 --out proof.json")
        {
            TransferArgument,
            UserOption,
            InstitutionOption,
            OutOption,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var arguments = WorldArguments.Of(parsed);
        var addresses = arguments.ReadRunning();
        var text = parsed.GetRequiredValue(TransferArgument);
        var transfer = Guid.TryParseExact(text, "D", out var id) ? id : throw new WorldException(
            $"{text} is not a transfer's id; it is a UUID such as 0197a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b.");
        var user = parsed.GetValue(UserOption) is { } named
            ? RegionDoor.User(named)
            : await FindSideAsync(addresses, transfer, cancellation);
        using var client = RegionDoor.OpenAsAuditor(arguments, user.Region, Patience.OfOneCall);
        var proofs = (await client.FindProofsAsync(user.ToString(), transfer, cancellation)).ValueOrThrow().Proofs;
        var institution = parsed.GetValue(InstitutionOption);
        var proof = proofs.FirstOrDefault(one => one.Institution == (institution ?? one.Institution))
            ?? throw new WorldException($"The document is in no package for {institution}.");
        var bytes = PackageJson.Write(proof.Proof);
        if (parsed.GetValue(OutOption) is { } file)
        {
            await File.WriteAllBytesAsync(file.FullName, bytes, cancellation);
            await Console.Error.WriteLineAsync(
                $"The proof for {proof.Institution} is in {file.FullName}. ./domicile audit check-proof checks it.");
        }
        else
        {
            await using var output = Console.OpenStandardOutput();
            await output.WriteAsync(bytes, cancellation);
            await output.WriteAsync("\n"u8.ToArray(), cancellation);
        }

        return 0;
    }

    private static async Task<UserId> FindSideAsync(
        WorldAddresses addresses, Guid transfer, CancellationToken cancellation)
    {
        var sides = new List<UserId>();
        foreach (var region in addresses.World.Regions)
        {
            var address = addresses.Address(addresses.Node($"{region}/register"), NodeRoles.Owner);
            await using var connection = new NpgsqlConnection(address.PatientConnectionString("domicile audit"));
            await connection.OpenAsync(cancellation);
            await using var command = new NpgsqlCommand(FindSides, connection);
            command.Parameters.AddWithValue(transfer);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                sides.Add(new UserId(region, reader.GetInt64(0)));
            }
        }

        return sides switch
        {
            [var only] => only,
            [] => throw new WorldException(
                $"No document of transfer {transfer} is in a package. Is it older than an institution's last cut-off? "
                + "./domicile audit packages lists them."),
            _ => throw new WorldException(
                $"Transfer {transfer} has documents of {string.Join(" and ", sides)}. Say with --user which one."),
        };
    }
}
