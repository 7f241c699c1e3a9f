using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Domicile.Cli.Output;
using Domicile.Ledger.Privacy.Erasure.Certificates;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Privacy;

/// <summary>
/// <c>./domicile privacy verify-certificate</c>: checks a certificate with the region's public key and nothing else.
/// </summary>
internal static class VerifyCertificateCommand
{
    private static readonly Argument<FileInfo> FileArgument = new("FILE") { Description = "The certificate" };

    private static readonly Option<FileInfo> KeyOption = new("--key")
    {
        Description = "The region's public key: signing.public.pem in the region's folder of keys",
        HelpName = "PUBLIC.pem",
        Required = true,
    };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "verify-certificate",
            "Check the certificate of an erasure, without any world or network.",
            "./domicile privacy verify-certificate eu-1.json --key signing.public.pem")
        {
            FileArgument, KeyOption, WorldArguments.Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        using var key = ECDsa.Create();
        Import(key, parsed.GetRequiredValue(KeyOption));
        var mistake = SignedStatement.Check(
            Read(parsed.GetRequiredValue(FileArgument)), key, out var statement) ?? FormMistake(statement);
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(new { IsValid = mistake is null, Mistake = mistake });
        }
        else if (mistake is null)
        {
            Console.Out.WriteLine(
                $"The certificate is genuine: {Text(statement, "user")} was erased, its data unusable since "
                + $"{Text(statement, "unusableSince")}, final on {Text(statement.GetProperty("finalOn"), "at")} at the "
                + "latest.");
        }
        else
        {
            Console.Error.WriteLine($"The certificate is not genuine. {mistake}");
        }

        return mistake is null ? 0 : 1;
    }

    private static string? FormMistake(JsonElement statement) =>
        statement.TryGetProperty("form", out var form) && form.ValueEquals(ErasureCertificate.FormKnown)
            ? null
            : $"It is of another form than {ErasureCertificate.FormKnown}.";

    private static string? Text(JsonElement statement, string name) => statement.GetProperty(name).GetString();

    private static void Import(ECDsa key, FileInfo file)
    {
        try
        {
            key.ImportFromPem(Read(file));
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new WorldException($"{file.FullName} is no public key (ECDSA P-256) in PEM.", e);
        }
    }

    private static string Read(FileInfo file)
    {
        try
        {
            return File.ReadAllText(file.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorldException($"{file.FullName} cannot be read: {e.Message}", e);
        }
    }
}
