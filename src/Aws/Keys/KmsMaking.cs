using Amazon.KeyManagementService.Model;
using Domicile.Aws.Calls;
using Domicile.Ledger.Privacy.Keys;

namespace Domicile.Aws.Keys;

/// <summary>
/// Makes one generation: a multi-Region key in the writer site, with the policy of the generation before, an alias, and
/// a replica with the same alias in each other site. Whatever is there already is left as it is, so the next run
/// finishes one that was cut short. For the length of one call.
/// </summary>
internal sealed class KmsMaking(KmsKeys keys, KmsNames names, IReadOnlyList<string> others, TimeProvider time)
    : IDisposable
{
    /// <summary>A replica is usable after some seconds.</summary>
    private static readonly TimeSpan ReplicaMax = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly List<KmsKeys> opened = [];

    public async Task<WrappingGeneration> RunAsync(int generation, CancellationToken cancellation)
    {
        var alias = names.AliasOf(generation);
        var key = await keys.DescribeAsync(alias, cancellation)
            ?? await CreateAsync(generation, alias, cancellation);
        if (!KmsKeys.IsUsable(key))
        {
            // A number is never used again.
            throw new WrappingKeyMissingException(generation);
        }

        foreach (var site in others.Where(site => site != keys.Site.Name))
        {
            await ReplicateAsync(key, alias, site, cancellation);
        }

        keys.Forget(generation);
        return new WrappingGeneration(generation, KmsKeys.Fingerprint(key));
    }

    public void Dispose() => opened.ForEach(site => site.Dispose());

    private async Task<KeyMetadata> CreateAsync(int generation, string alias, CancellationToken cancellation)
    {
        var policy = await PolicyAsync(generation, cancellation);
        var created = await keys.CallAsync(
            "CreateKey",
            token => keys.Client.CreateKeyAsync(
                new CreateKeyRequest
                {
                    Description = $"Wraps the keys of users of {names.Region}, generation {generation}",
                    MultiRegion = true,
                    Policy = policy,
                    Tags = Tags(keys.Site.Name),
                },
                token),
            cancellation);
        if (await NameAsync(keys, alias, created.KeyMetadata.KeyId, cancellation))
        {
            return created.KeyMetadata;
        }

        // Another process was faster; its key counts, and this one has wrapped nothing.
        await keys.CallAsync(
            "ScheduleKeyDeletion",
            token => keys.Client.ScheduleKeyDeletionAsync(
                new ScheduleKeyDeletionRequest
                {
                    KeyId = created.KeyMetadata.KeyId,
                    PendingWindowInDays = KmsEnd.WaitingDays,
                },
                token),
            cancellation);
        return (await keys.DescribeAsync(alias, cancellation))!;
    }

    private async Task ReplicateAsync(KeyMetadata key, string alias, string name, CancellationToken cancellation)
    {
        var site = new KmsKeys(keys.Site.In(name), names, time);
        opened.Add(site);
        if (await site.DescribeAsync(key.KeyId, cancellation) is null)
        {
            var policy = await ReadPolicyAsync(key.KeyId, cancellation);
            await keys.CallAsync(
                "ReplicateKey",
                token => keys.Client.ReplicateKeyAsync(
                    new ReplicateKeyRequest
                    {
                        KeyId = key.KeyId,
                        ReplicaRegion = name,
                        Description = key.Description,
                        Policy = policy,
                        Tags = Tags(name),
                    },
                    token),
                cancellation);
        }

        await WaitAsync(site, key.KeyId, cancellation);
        if (!await NameAsync(site, alias, key.KeyId, cancellation)
            && (await site.DescribeAsync(alias, cancellation))?.KeyId != key.KeyId)
        {
            throw new InvalidOperationException(
                $"{alias} names another key in {name} than in {keys.Site.Name}: remove the one that wraps nothing.");
        }
    }

    private async Task WaitAsync(KmsKeys site, string key, CancellationToken cancellation)
    {
        for (var startedAt = time.GetTimestamp(); ;)
        {
            if (await site.DescribeAsync(key, cancellation) is { } replica && KmsKeys.IsUsable(replica))
            {
                return;
            }

            if (time.GetElapsedTime(startedAt) > ReplicaMax)
            {
                throw new AwsUnavailableException(
                    "KMSInvalidStateException",
                    $"The replica of {key} in {site.Site.Name} could not be used after {ReplicaMax.TotalMinutes} "
                    + "minutes. Try again; it goes on where it stopped.")
                {
                    Call = $"ReplicateKey of kms in {site.Site.Name}",
                };
            }

            await Task.Delay(Pause, time, cancellation);
        }
    }

    /// <returns>False when the alias is taken.</returns>
    private static async Task<bool> NameAsync(
        KmsKeys site, string alias, string key, CancellationToken cancellation)
    {
        try
        {
            await site.CallAsync(
                "CreateAlias",
                token => site.Client.CreateAliasAsync(
                    new CreateAliasRequest { AliasName = alias, TargetKeyId = key }, token),
                cancellation);
            return true;
        }
        catch (AwsRefusedException e) when (e.Code == "AlreadyExistsException")
        {
            return false;
        }
    }

    /// <summary>That of the newest generation that is there; null for the first one, which gets KMS's own.</summary>
    private async Task<string?> PolicyAsync(int generation, CancellationToken cancellation)
    {
        var before = (await keys.ListAsync(cancellation)).LastOrDefault(found => found.Number < generation);
        return before is null
            ? null
            : await ReadPolicyAsync((await keys.FindAsync(before.Number, cancellation)).Arn, cancellation);
    }

    private async Task<string> ReadPolicyAsync(string key, CancellationToken cancellation)
    {
        var answer = await keys.CallAsync(
            "GetKeyPolicy",
            token => keys.Client.GetKeyPolicyAsync(
                new GetKeyPolicyRequest { KeyId = key, PolicyName = "default" }, token),
            cancellation);
        return answer.Policy;
    }

    private List<Tag> Tags(string site) =>
    [
        new() { TagKey = "domicile:region", TagValue = names.Region },
        new() { TagKey = "domicile:site", TagValue = site },
        new() { TagKey = "domicile:use", TagValue = "user-keys" },
    ];
}
