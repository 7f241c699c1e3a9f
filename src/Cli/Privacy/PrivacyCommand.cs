using System.CommandLine;
using Domicile.Cli.Privacy.Canary;
using Domicile.Cli.Privacy.Rights;

namespace Domicile.Cli.Privacy;

/// <summary><c>./domicile privacy</c>: what data-protection officers do; a file beside this one a command.</summary>
internal static class PrivacyCommand
{
    public static Command Create() =>
        new("privacy", "What data-protection officers need: the record of processing, breaches, users' rights.")
        {
            RecordCommand.Create(),
            BreachCommand.Create(),
            RequestsCommand.Create(),
            ExportCommand.Create(),
            FindCommand.Create(),
            RestrictionCommands.CreateRestrict(),
            RestrictionCommands.CreateLift(),
            RotateCommand.Create(),
            CanaryCommand.Create(),
            EraseCommand.Create(),
            ConsentCommand.Create(),
            CertificateCommand.Create(),
            VerifyCertificateCommand.Create(),
        };
}
