using System.CommandLine;
using Domicile.Cli.Output;
using Domicile.Cli.Tokens;
using Domicile.Local.Folders;
using Domicile.Local.Worlds;
using Domicile.Sharding.Users;

namespace Domicile.Cli.Commands;

/// <summary><c>./domicile token</c>: an access token for the local world's API.</summary>
internal static class TokenCommand
{
    private const int HoursMax = 24 * 366;

    private static readonly Option<string> UserOption = new("--user")
    {
        Description = "For this user's own book, such as eu-1",
        HelpName = "ID",
    };

    private static readonly Option<string> RoleOption = new("--role")
    {
        Description = "For running a region: operator, together with --region",
        HelpName = "ROLE",
    };

    private static readonly Option<string> RegionOption = new("--region")
    {
        Description = "The operator's region, such as eu",
        HelpName = "REGION",
    };

    private static readonly Option<int?> HoursOption = NumberOption.Create("--hours", 1, HoursMax);

    public static Command Create()
    {
        HoursOption.Description = $"How long it is valid [default: {RegionTokens.LifetimeDefault.TotalHours:0}]";
        HoursOption.HelpName = "HOURS";
        RoleOption.AcceptOnlyFromAmong("operator");
        var command = new ExampledCommand(
            "token",
            "Make an access token for the local world's API.",
            "./domicile token --user eu-1",
            "curl -H \"Authorization: Bearer $(./domicile token --role operator --region eu)\" "
            + "http://127.0.0.1:5080/v1/assets")
        {
            UserOption,
            RoleOption,
            RegionOption,
            HoursOption,
            WorldArguments.Json,
        };
        command.Validators.Add(result =>
        {
            var isUser = result.GetResult(UserOption) is not null;
            var isOperator = result.GetResult(RoleOption) is not null && result.GetResult(RegionOption) is not null;
            var hasOther = result.GetResult(RoleOption) is not null || result.GetResult(RegionOption) is not null;
            if (isUser ? hasOther : !isOperator)
            {
                result.AddError("Give either --user eu-1, or --role operator with --region eu.");
            }
        });
        command.SetAction((parsed, _) => Task.FromResult(Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var folder = WorldArguments.Of(parsed).Folder;
        var tokens = new RegionTokens(folder, TimeProvider.System);
        var lifetime = parsed.GetValue(HoursOption) is { } hours
            ? TimeSpan.FromHours(hours)
            : RegionTokens.LifetimeDefault;
        var (region, subject, token) = parsed.GetValue(UserOption) is { } user
            ? OfUser(user)
            : OfOperator(parsed.GetRequiredValue(RegionOption));
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(new { Token = token, Region = region, Subject = subject, Hours = lifetime.TotalHours });
        }
        else
        {
            Console.Out.WriteLine(token);
        }

        return 0;

        (string, string, string) OfUser(string text)
        {
            var id = UserId.TryParse(text, out var parsedId) ? parsedId : throw new WorldException(
                $"{text} is not a user id. A user id is a region and a number, such as eu-30001.");
            WorldFile.Read(folder).WithRegion(id.Region);
            return (id.Region, text, tokens.ForUser(id, lifetime));
        }

        (string, string, string) OfOperator(string name)
        {
            WorldFile.Read(folder).WithRegion(name);
            return (name, "operator", tokens.ForOperator(name, lifetime));
        }
    }
}
