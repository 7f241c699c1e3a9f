using Domicile.Ledger.Privacy;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Users.Email;

/// <summary>
/// Finds users by their e-mail address. Whom the register names is told only when the user's own details, decrypted,
/// say the same. Lives as long as the ledger.
/// </summary>
public sealed class EmailLookup
{
    /// <summary>As many users may share an address; more are not looked at.</summary>
    public const int UsersMax = 100;

    private readonly ShardRouter router;
    private readonly UserBooks users;
    private readonly EmailIndex emails;

    internal EmailLookup(ShardRouter router, UserBooks users, KeyedHash hash)
    {
        (this.router, this.users) = (router, users);
        emails = new EmailIndex(router.Register, hash);
    }

    /// <summary>The users of this region with this address, by number; none when nobody has it.</summary>
    public async Task<Outcome<IReadOnlyList<User>>> FindAsync(string email, CancellationToken cancellation)
    {
        if (DetailForm.EmailMistake(email.Trim()) is { } mistake)
        {
            return mistake;
        }

        try
        {
            var found = new List<User>();
            foreach (var number in await emails.FindAsync(email, UsersMax, cancellation))
            {
                var user = await users.FindAsync(new UserId(router.Region, number), cancellation);
                if (user.IsDone && IsOf(user.Value, email))
                {
                    found.Add(user.Value);
                }
                else if (user.Refusal?.Code == RefusalCode.Unavailable)
                {
                    return user.Refusal;
                }
            }

            return found;
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return ShardFailure.Unavailable($"{router.Region}/register", e);
        }
    }

    private static bool IsOf(User user, string email) =>
        user.Details.Email is { } known && EmailForm.Normal(known) == EmailForm.Normal(email);
}
