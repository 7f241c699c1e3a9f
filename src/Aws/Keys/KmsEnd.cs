using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;

namespace Domicile.Aws.Keys;

/// <summary>
/// Ends one generation: its deletion is scheduled in the other sites, then in the writer site, where KMS begins to wait
/// only when the last replica is gone. Scheduled, a key wraps and unwraps nothing. Safe to repeat. For the length of
/// one call.
/// </summary>
internal sealed class KmsEnd(KmsKeys keys, TimeProvider time)
{
    /// <summary>The fewest that KMS takes.</summary>
    public const int WaitingDays = 7;

    /// <summary>"The actual waiting period might be up to 24 hours longer than the one you scheduled."</summary>
    private static readonly TimeSpan LateMax = TimeSpan.FromDays(1);

    /// <summary>The longest time that a key in one site can be brought back.</summary>
    public static readonly TimeSpan DelayMax = TimeSpan.FromDays(WaitingDays) + LateMax;

    /// <returns>From when on nobody can bring it back, at the latest.</returns>
    public async Task<DateTimeOffset> RunAsync(string alias, CancellationToken cancellation)
    {
        if (await keys.DescribeAsync(alias, cancellation) is not { } primary)
        {
            // KMS removes the alias of a key that it has destroyed.
            return time.GetUtcNow();
        }

        DateTimeOffset? replicasGoneAt = null;
        foreach (var replica in Replicas(primary))
        {
            using var site = new KmsKeys(keys.Site.In(replica.Region), new KmsNames(""), time);
            if (await EndAsync(site, replica.Arn, cancellation) is { } goneAt)
            {
                replicasGoneAt = goneAt > replicasGoneAt ? goneAt : replicasGoneAt ?? goneAt;
            }
        }

        var primaryGoneAt = await EndAsync(keys, primary.Arn, cancellation);
        var afterReplicas = replicasGoneAt + DelayMax;
        return (primaryGoneAt, afterReplicas) switch
        {
            (null, null) => time.GetUtcNow(),
            ({ } at, { } after) => at > after ? at : after,
            (var at, var after) => (at ?? after)!.Value,
        };
    }

    private static IEnumerable<MultiRegionKey> Replicas(KeyMetadata primary) =>
        (primary.MultiRegionConfiguration?.ReplicaKeys ?? []).Where(replica => replica.Arn != primary.Arn);

    /// <returns>When it is gone; null when it is already.</returns>
    private async Task<DateTimeOffset?> EndAsync(KmsKeys site, string arn, CancellationToken cancellation)
    {
        if (await site.DescribeAsync(arn, cancellation) is not { } key)
        {
            return null;
        }

        if (key.KeyState != KeyState.PendingDeletion && key.KeyState != KeyState.PendingReplicaDeletion)
        {
            await site.CallAsync(
                "ScheduleKeyDeletion",
                token => site.Client.ScheduleKeyDeletionAsync(
                    new ScheduleKeyDeletionRequest { KeyId = key.KeyId, PendingWindowInDays = WaitingDays }, token),
                cancellation);
            key = await site.DescribeAsync(arn, cancellation);
        }

        return key switch
        {
            null => null,
            { DeletionDate: { } date } => new DateTimeOffset(date.ToUniversalTime()),

            // It waits for its replicas, whose end is counted beside this.
            _ => time.GetUtcNow() + DelayMax,
        };
    }
}
