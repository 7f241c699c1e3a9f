using Domicile.Ledger.Privacy.Erasure.Orders;
using Domicile.Ledger.Privacy.Erasure.Steps;
using Domicile.Sharding.Users;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Privacy.Erasure;

/// <summary>Where an erased user signed in.</summary>
public sealed class SignInErasureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_erasure_waits_for_the_sign_in_to_be_gone_and_its_certificate_says_so()
    {
        var signIns = new HeldSignIns { Waits = "the user pool refuses" };
        await using var region = ErasureRegion.Open(
            await TestBooks.CreateAsync("eu", "0..30000", "30000..60000"), signIns: signIns);
        var user = await region.UserAsync("Ottilie");
        await region.OrderAsync(user);

        var held = await region.Ledger.ErasureWork.CreatePass().RunAsync(Token);
        Assert.Equal("the user pool refuses", held.HeldBackBy);
        signIns.IsAway = true;
        held = await region.Ledger.ErasureWork.CreatePass().RunAsync(Token);
        Assert.Equal("eu/sign-ins does not answer", held.HeldBackBy);
        var waiting = await region.OrderOfAsync(user);
        Assert.Equal(ErasureState.Erasing, waiting.State);
        Assert.True(waiting.Has(StepNames.Key));
        Assert.True(waiting.Has(StepNames.Notices));
        Assert.False(waiting.Has(StepNames.SignIn));
        Assert.Null(waiting.Certificate);
        Assert.Equal(1, (await region.Ledger.ErasureWork.UnfinishedAsync(Token)).Count);

        (signIns.IsAway, signIns.Waits) = (false, null);
        await region.RunPassAsync();
        var done = await region.OrderOfAsync(user);
        Assert.Equal(ErasureState.Done, done.State);
        Assert.Equal([user], signIns.Removed);
        Assert.Contains($"\"{StepNames.SignIn}\"", done.Certificate, StringComparison.Ordinal);
    }

    /// <summary>A place of sign-ins that waits, is away, or removes.</summary>
    private sealed class HeldSignIns : ISignIns
    {
        public string? Waits { get; set; }

        public bool IsAway { get; set; }

        public List<UserId> Removed { get; } = [];

        public Task<string?> RemoveAsync(UserId user, CancellationToken cancellation)
        {
            if (IsAway)
            {
                throw new ServiceUnavailableException("away", null);
            }

            if (Waits is null)
            {
                Removed.Add(user);
            }

            return Task.FromResult(Waits);
        }
    }
}
