using System.CommandLine;
using System.Text.Json;
using Domicile.Cli.Output;
using Domicile.Ledger.Audit.Documents;
using Domicile.Ledger.Audit.Packages.Checking;
using Domicile.Ledger.Audit.Packages.Format;

namespace Domicile.Cli.Audit;

/// <summary><c>./domicile audit check-proof</c>: checks the proof of one document. Needs no world.</summary>
internal static class CheckProofCommand
{
    private const int NotGood = 1;

    private static readonly Argument<FileInfo> ProofArgument =
        new("FILE") { Description = "The proof, as audit prove wrote it" };

    private static readonly Option<FileInfo> KeyOption = AuditArguments.CreateKey();

    private static readonly Option<FileInfo> DocumentOption = new("--document")
    {
        Description = "The document as it was sent (documents/… in the package), to see that it is the one",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "check-proof",
            "Check that one document went into a package that its region signed, with the public audit key alone.",
            "./domicile audit check-proof proof.json --key audit.public.pem")
        {
            ProofArgument,
            KeyOption,
            DocumentOption,
            WorldArguments.Json,
        };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var bytes = await File.ReadAllBytesAsync(parsed.GetRequiredValue(ProofArgument).FullName, cancellation);
        var document = parsed.GetValue(DocumentOption) is { } file
            ? await File.ReadAllBytesAsync(file.FullName, cancellation)
            : null;
        using var key = AuditArguments.ReadKey(
            parsed.GetValue(KeyOption), WorldArguments.Of(parsed), RegionOf(bytes));
        var verdict = ProofCheck.Run(bytes, key, document is null ? (ReadOnlyMemory<byte>?)null : document);
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(new { verdict.IsGood, verdict.Head, verdict.Mistakes });
        }
        else if (verdict is { IsGood: true, Head: { } head })
        {
            Console.Out.WriteLine(
                $"The document {PackageJson.Read<DocumentProof>(bytes).Document} is in package {head.Number} of "
                + $"{head.Region} for {head.Institution}, cut at {head.CutAt:yyyy-MM-dd HH:mm:ss'Z'}.");
        }
        else
        {
            Console.Error.WriteLine($"The proof does not hold. {string.Join(' ', verdict.Mistakes)}");
        }

        return verdict.IsGood ? 0 : NotGood;
    }

    private static string? RegionOf(byte[] proof)
    {
        try
        {
            return DocumentId.TryParse(PackageJson.Read<DocumentProof>(proof).Document, out var id)
                ? id.User.Region
                : null;
        }
        catch (JsonException)
        {
            // Then it says nothing.
            return null;
        }
    }
}
