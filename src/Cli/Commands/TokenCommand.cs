using System.CommandLine;
using Domicile.Cli.Output;
using Domicile.Cli.Tokens;
using Domicile.Local.Folders;
using Domicile.Local.Servers;
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
        Description = "For working for a region, with --region: operator, privacy-officer, auditor or service",
        HelpName = "ROLE",
    };

    private static readonly Option<string> RegionOption = new("--region")
    {
        Description = "The region of the role, such as eu",
        HelpName = "REGION",
    };

    private static readonly Option<string> NameOption = new("--name")
    {
        Description = "Who has the role, for journals [default: the role]",
        HelpName = "NAME",
    };

    private static readonly Option<string[]> ScopeOption = new("--scope")
    {
        Description = "What a service may do, such as transfers:write users:read",
        HelpName = "SCOPES",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<int?> HoursOption = NumberOption.Create("--hours", 1, HoursMax);

    public static Command Create()
    {
        HoursOption.Description = $"How long it is valid [default: {RegionTokens.LifetimeDefault.TotalHours:0}]";
        HoursOption.HelpName = "HOURS";
        ScopeOption.AcceptOnlyFromAmong([.. ServiceScopes.All]);
        RoleOption.AcceptOnlyFromAmong(RegionTokens.Roles);
        var command = new ExampledCommand(
            "token",
            "Make an access token for the local world's API.",
            "./domicile token --user eu-1",
            "./domicile token --role service --region eu --scope transfers:write users:read",
            "curl -H \"Authorization: Bearer $(./domicile token --role operator --region eu)\" "
            + "http://127.0.0.1:5080/v1/assets")
        {
            UserOption,
            RoleOption,
            RegionOption,
            NameOption,
            ScopeOption,
            HoursOption,
            WorldArguments.Json,
        };
        command.Validators.Add(result =>
        {
            var isUser = result.GetResult(UserOption) is not null;
            var hasRole = result.GetResult(RoleOption) is not null && result.GetResult(RegionOption) is not null;
            var hasOther = new Option[] { RoleOption, RegionOption, NameOption, ScopeOption }
                .Any(option => result.GetResult(option) is not null);
            var isService = result.GetValue(RoleOption) == RegionTokens.ServiceRole;
            if (isUser ? hasOther : !hasRole)
            {
                result.AddError("Give either --user eu-1, or --role operator with --region eu.");
            }
            else if (isService != result.GetResult(ScopeOption) is not null)
            {
                result.AddError(
                    $"A service, and nobody else, needs --scope with some of {string.Join(", ", ServiceScopes.All)}.");
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
            : OfRole(
                parsed.GetRequiredValue(RegionOption),
                parsed.GetRequiredValue(RoleOption),
                parsed.GetValue(NameOption) ?? parsed.GetRequiredValue(RoleOption));
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

        (string, string, string) OfRole(string name, string role, string who)
        {
            WorldFile.Read(folder).WithRegion(name);
            return (name, who, parsed.GetValue(ScopeOption) is { Length: > 0 } scopes
                ? tokens.ForService(name, scopes, who, lifetime)
                : tokens.ForRole(name, role, who, lifetime));
        }
    }
}
