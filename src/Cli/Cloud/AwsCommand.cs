using System.CommandLine;

namespace Domicile.Cli.Cloud;

/// <summary><c>./domicile aws</c>: the same system in AWS; a file beside this one a command.</summary>
internal static class AwsCommand
{
    public static Command Create() =>
        new("aws", "The same system in AWS: write its infrastructure, list what stands.")
        {
            SynthCommand.Create(),
            AwsMigrateCommand.Create(),
            InventoryCommand.Create(),
        };
}
