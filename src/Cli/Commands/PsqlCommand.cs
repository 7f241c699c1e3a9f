using System.CommandLine;
using System.Diagnostics;
using Domicile.Local.Nodes;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Commands;

/// <summary><c>./domicile psql NODE</c>: PostgreSQL's own shell in one node's database.</summary>
internal static class PsqlCommand
{
    private static readonly Argument<string> NodeArgument = new("node")
    {
        Description = "Such as central, eu/register, eu/keys, eu/s1 or eu/s1/r1",
        HelpName = "NODE",
    };

    private static readonly Argument<string[]> PsqlArguments = new("arguments")
    {
        Description = "Handed to psql, after --",
        HelpName = "ARGUMENTS",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string> RoleOption = new("--as")
    {
        Description = "Whom to be: admin, owner, server or worker",
        HelpName = "ROLE",
        DefaultValueFactory = _ => "admin",
    };

    public static Command Create()
    {
        RoleOption.AcceptOnlyFromAmong("admin", "owner", "server", "worker");
        var command = new ExampledCommand(
            "psql",
            "Open psql in a node's database.",
            "./domicile psql eu/s1 -- -c 'select count(*) from sharding.placed_user'",
            "./domicile psql central -- -d queue")
        {
            NodeArgument,
            PsqlArguments,
            RoleOption,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var addresses = WorldArguments.Of(parsed).ReadAddresses();
        var node = addresses.Node(parsed.GetRequiredValue(NodeArgument));
        var address = addresses.Address(node, "domicile_" + parsed.GetRequiredValue(RoleOption));
        var start = new ProcessStartInfo(
            Path.Combine(PostgresBinaries.Find(addresses.World.Postgres), "psql"),
            parsed.GetValue(PsqlArguments) ?? []);

        // By the environment, which only this user can read; arguments are anybody's to see.
        start.Environment["PGHOST"] = address.Host;
        start.Environment["PGPORT"] = $"{address.Port}";
        start.Environment["PGDATABASE"] = address.Database;
        start.Environment["PGUSER"] = address.User;
        start.Environment["PGPASSWORD"] = address.Password;
        start.Environment["PGAPPNAME"] = "domicile-psql";
        using var psql = Process.Start(start) ?? throw new WorldException("psql did not start.");

        // Ctrl-C is psql's: it reaches both of us, and psql decides whether it ends.
        await psql.WaitForExitAsync(CancellationToken.None);
        return psql.ExitCode;
    }
}
