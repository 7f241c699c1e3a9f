using System.Text.Json.Nodes;
using Domicile.Aws.Calls;
using Domicile.Ledger.Privacy.Erasure.Steps;
using Domicile.Sharding.Users;

namespace Domicile.Aws.SignIns;

/// <summary>
/// The users of a region's user pool, who are named there by their user id: the server believes nobody of the pool who
/// is named otherwise, so that whoever is deleted by name cannot come in by another. Lives as long as its calls.
/// </summary>
/// <param name="calls">Of the pool's AWS Region; stays the caller's.</param>
/// <param name="pool">The pool's id.</param>
public sealed class UserPoolSignIns(SignedCalls calls, string pool) : ISignIns
{
    private const string NobodyThere = "UserNotFoundException";

    /// <inheritdoc/>
    public async Task<string?> RemoveAsync(UserId user, CancellationToken cancellation)
    {
        try
        {
            await calls.CallAsync(
                JsonService.SignIns,
                "AdminDeleteUser",
                new JsonObject { ["UserPoolId"] = pool, ["Username"] = user.ToString() },
                cancellation: cancellation);
            return null;
        }
        catch (AwsRefusedException e)
        {
            return e.Code == NobodyThere ? null : $"the user pool {pool} refuses to delete a user ({e.Code})";
        }
    }
}
