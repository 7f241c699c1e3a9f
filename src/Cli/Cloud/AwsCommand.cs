using System.CommandLine;
using Domicile.Cli.Cloud.Lists;
using Domicile.Cli.Cloud.SiteLoss;

namespace Domicile.Cli.Cloud;

/// <summary><c>./domicile aws</c>: the same system in AWS; a file beside this one a command.</summary>
internal static class AwsCommand
{
    public static Command Create() =>
        new("aws", "The same system in AWS: write its infrastructure, migrate it, survive the loss of a site.")
        {
            SynthCommand.Create(),
            AwsMigrateCommand.Create(),
            InventoryCommand.Create(),
            AwsPromoteCommand.Create(),
            AwsWorldCommand.Create(),
            AwsVerifyCommand.Create(),
            ListTransfersCommand.Create(),
            CompareTransfersCommand.Create(),
            BookAgainCommand.Create(),
        };
}
