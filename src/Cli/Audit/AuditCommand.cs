using System.CommandLine;

namespace Domicile.Cli.Audit;

/// <summary><c>./domicile audit</c>: packages for auditing institutions; a file beside this one a command.</summary>
internal static class AuditCommand
{
    public static Command Create() =>
        new("audit", "Packages of documents for auditing institutions: list, send again, verify, prove.")
        {
            PackagesCommand.Create(),
            ResendCommand.Create(),
            VerifyPackageCommand.Create(),
            ProveCommand.Create(),
            CheckProofCommand.Create(),
            SandboxCommand.Create(),
        };
}
