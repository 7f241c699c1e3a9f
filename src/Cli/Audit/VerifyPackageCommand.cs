using System.CommandLine;
using System.Text.Json;
using Domicile.Cli.Output;
using Domicile.Ledger.Audit.Packages.Checking;
using Domicile.Ledger.Audit.Packages.Format;
using Domicile.Sharding.Users;

namespace Domicile.Cli.Audit;

/// <summary><c>./domicile audit verify</c>: checks a package with the public key alone. Needs no world.</summary>
internal static class VerifyPackageCommand
{
    private const int NotGood = 1;

    private static readonly Argument<FileInfo> PackageArgument =
        new("PACKAGE") { Description = "The package's file, as the institution received it" };

    private static readonly Option<FileInfo> KeyOption = AuditArguments.CreateKey();

    private static readonly Option<FileInfo> PreviousOption = new("--previous")
    {
        Description = "The package before it, to check that the one follows the other",
        HelpName = "PACKAGE",
    };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "verify",
            "Check a package: signature, chain and every document, with the region's public audit key alone.",
            "./domicile audit verify eu-sandbox-00000002.zip --key audit.public.pem "
            + "--previous eu-sandbox-00000001.zip")
        {
            PackageArgument,
            KeyOption,
            PreviousOption,
            WorldArguments.Json,
        };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetRequiredValue(PackageArgument);
        var bytes = await File.ReadAllBytesAsync(file.FullName, cancellation);
        using var key = AuditArguments.ReadKey(
            parsed.GetValue(KeyOption), WorldArguments.Of(parsed), RegionOf(bytes));
        var verdict = PackageCheck.Run(bytes, key);
        var mistakes = verdict.Mistakes.ToList();
        if (parsed.GetValue(PreviousOption) is { } previousFile)
        {
            var previous = PackageCheck.Run(
                await File.ReadAllBytesAsync(previousFile.FullName, cancellation), key);
            mistakes.AddRange(previous.Mistakes.Select(
                mistake => mistake with { Place = $"previous: {mistake.Place}" }));
            if (verdict.Head is { } head && previous.Head is { } before)
            {
                mistakes.AddRange(PackageCheck.Follow(head, before));
            }
        }

        var isGood = mistakes.Count == 0;
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(new { IsGood = isGood, verdict.Head, Mistakes = mistakes });
        }
        else
        {
            Print(verdict.Head, mistakes, parsed.GetValue(PreviousOption) is not null);
        }

        return isGood ? 0 : NotGood;
    }

    private static void Print(PackageHead? head, List<PackageMistake> mistakes, bool hasPrevious)
    {
        foreach (var mistake in mistakes)
        {
            Console.Error.WriteLine(mistake);
        }

        if (head is null || mistakes.Count > 0)
        {
            Console.Error.WriteLine($"The package is not as its region made it: {mistakes.Count} mistakes.");
            return;
        }

        var follows = hasPrevious ? ", and it follows the package before it" : "";
        Console.Out.WriteLine(
            $"Package {head.Number} of {head.Region} for {head.Institution}: {head.DocumentCount} documents, "
            + $"signature and root are good, nothing was altered{follows}.");
    }

    // What the file says of itself only chooses the key to check it with.
    private static string? RegionOf(byte[] package)
    {
        try
        {
            return PackageZip.TryRead(package)?.FirstOrDefault(entry => entry.Name == PackageFile.HeadName) is { } head
                && PackageJson.Read<PackageHead>(head.Bytes.Span).Region is var region && RegionName.IsValid(region)
                    ? region
                    : null;
        }
        catch (JsonException)
        {
            // Then it says nothing.
            return null;
        }
    }
}
