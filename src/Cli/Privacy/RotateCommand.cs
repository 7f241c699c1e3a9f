using System.CommandLine;
using Domicile.Cli.Output;
using Domicile.Ledger.Privacy.Keys.Rotation;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Npgsql;

namespace Domicile.Cli.Privacy;

/// <summary><c>./domicile privacy rotate</c>: a new generation of the wrapping key, and an end to the old.</summary>
internal static class RotateCommand
{
    private static readonly Option<string> RegionOption = new("--region")
    {
        Description = "Only this region's wrapping key [default: all, one after the other]",
        HelpName = "NAME",
    };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "rotate",
            "Wrap all living keys by a new generation of the wrapping key and destroy the old one, so that erased keys "
            + "in old files and backups can never be read again. Servers go on meanwhile.",
            "./domicile privacy rotate",
            "./domicile privacy rotate --region eu --json")
        {
            RegionOption,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var addresses = WorldArguments.Of(parsed).ReadRunning();
        var only = parsed.GetValue(RegionOption);
        var regions = only is null ? addresses.World.Regions : addresses.World.WithRegion(only).Regions;
        var isJson = parsed.GetValue(WorldArguments.Json);
        var reports = new List<RotationReport>();
        foreach (var name in regions.Where(name => only is null || name == only))
        {
            var report = await RotateAsync(addresses, name, isJson, cancellation);
            reports.Add(report);
            if (!isJson)
            {
                Print(report);
            }
        }

        if (isJson)
        {
            Terminal.WriteJson(reports);
        }

        return 0;
    }

    private static async Task<RotationReport> RotateAsync(
        WorldAddresses addresses, string region, bool isSilent, CancellationToken cancellation)
    {
        var database = addresses.Keys(region, NodeRoles.Owner);
        await using var connection = new NpgsqlConnection(database.PatientConnectionString("domicile rotate"));
        await connection.OpenAsync(cancellation);
        var progress = isSilent ? null : new RotationPrinter(region, TimeProvider.System);
        return await new KeyRotation(
            connection, new RegionKeys(addresses.Folder, region).WrappingKeys, region, progress)
            .RunAsync(cancellation);
    }

    private static void Print(RotationReport report)
    {
        var destroyed = string.Join(
            ", ", report.Destroyed.Select(old => $"{old.Number} ({old.Fingerprint}) is destroyed"));
        Console.Out.WriteLine(
            $"{report.Region}: {report.UserKeys} users' and {report.DocumentKeys} documents' keys are wrapped by "
            + $"generation {report.Generation.Number} ({report.Generation.Fingerprint}); generation {destroyed}."
            + (report.WasResumed ? " An earlier rotation was finished." : ""));
        if (report.LostKeys > 0)
        {
            Console.Out.WriteLine(
                $"{report.Region}: {report.LostKeys} users' keys were lost with generations before: the key database "
                + "was restored from before a rotation.");
        }

        Console.Out.WriteLine(
            $"{report.Region}: earlier backups of the key database cannot be read any more. Back it up now, and the "
            + "new generation apart from it.");
    }
}
