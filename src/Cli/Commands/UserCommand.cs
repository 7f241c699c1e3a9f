using System.CommandLine;
using System.Globalization;
using Domicile.Cli.Client;
using Domicile.Cli.Output;
using Domicile.Local.Folders;

namespace Domicile.Cli.Commands;

/// <summary><c>./domicile user add</c> and <c>user show</c>: the users of the local world.</summary>
internal static class UserCommand
{
    private static readonly Option<string> RegionOption = new("--region")
    {
        Description = "The user's region [default: the world's first]",
        HelpName = "REGION",
    };

    private static readonly Option<string> NameOption = new("--name") { HelpName = "NAME" };

    private static readonly Option<string> EmailOption = new("--email") { HelpName = "ADDRESS" };

    private static readonly Option<DateOnly?> BirthDateOption = new("--birth-date")
    {
        Description = "Such as 1970-12-31",
        HelpName = "DATE",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", null, DateTimeStyles.None, out var date))
            {
                return date;
            }

            result.AddError($"--birth-date takes a date such as 1970-12-31, not {text}.");
            return null;
        },
    };

    private static readonly Option<string> KeyOption = Client.KeyOption.Create("the same key makes one user");

    private static readonly Argument<string> UserArgument = new("USER") { Description = "A user id, such as eu-1" };

    public static Command Create() => new("user", "Add and show users of the local world.")
    {
        CreateAdd(),
        CreateShow(),
    };

    private static ExampledCommand CreateAdd()
    {
        var command = new ExampledCommand(
            "add",
            "Add a user; every detail is optional.",
            "./domicile user add --region eu --name \"Ada King\" --email ada@example.org --birth-date 1970-12-31")
        {
            RegionOption,
            NameOption,
            EmailOption,
            BirthDateOption,
            KeyOption,
            WorldArguments.Json,
        };
        command.SetAction(AddAsync);
        return command;
    }

    private static ExampledCommand CreateShow()
    {
        var command = new ExampledCommand("show", "Show a user's details.", "./domicile user show eu-1")
        {
            UserArgument,
            WorldArguments.Json,
        };
        command.SetAction(ShowAsync);
        return command;
    }

    private static async Task<int> AddAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var arguments = WorldArguments.Of(parsed);
        var region = parsed.GetValue(RegionOption) ?? WorldFile.Read(arguments.Folder).Regions[0];
        var details = new NewUser(
            parsed.GetValue(NameOption), parsed.GetValue(EmailOption), parsed.GetValue(BirthDateOption));
        var key = parsed.GetValue(KeyOption) ?? $"domicile-user-{Guid.CreateVersion7()}";
        using var client = RegionDoor.OpenAsOperator(arguments, region, Patience.OfOneCall);
        var answer = await client.CreateUserAsync(details, key, cancellation);
        Print(parsed, answer.ValueOrThrow());
        return 0;
    }

    private static async Task<int> ShowAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var user = RegionDoor.User(parsed.GetRequiredValue(UserArgument));
        using var client = RegionDoor.OpenAsOperator(WorldArguments.Of(parsed), user.Region, Patience.OfOneCall);
        Print(parsed, (await client.FindUserAsync(user.ToString(), cancellation)).ValueOrThrow());
        return 0;
    }

    private static void Print(ParseResult parsed, UserBody user)
    {
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(user);
            return;
        }

        Console.Out.WriteLine(user.Id);
        foreach (var (name, value) in new[]
        {
            ("name", user.Name),
            ("e-mail", user.Email),
            ("born", user.BirthDate?.ToString("yyyy-MM-dd", null)),
            ("since", user.CreatedAt.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", null)),
            ("frozen", user.RestrictedAt?.ToString("'since' yyyy-MM-dd HH:mm:ss 'UTC'", null)),
        })
        {
            if (value is not null)
            {
                Console.Out.WriteLine($"  {name,-7}{value}");
            }
        }
    }
}
