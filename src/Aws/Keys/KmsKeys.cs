using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Domicile.Aws.Calls;
using Domicile.Ledger.Privacy.Keys;

namespace Domicile.Aws.Keys;

/// <summary>
/// Finds a region's generations among the keys of one site, by their aliases. What it found is believed for a few
/// seconds: KMS itself refuses a key that was given up meanwhile. Lives as long as the process.
/// </summary>
internal sealed class KmsKeys(SiteAccess site, KmsNames names, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan KnowledgeAgeMax = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<int, (KmsKey Key, long SeenAt)> known = new();

    public AmazonKeyManagementServiceClient Client { get; } = SdkClients.Keys(site);

    public SiteAccess Site { get; } = site;

    /// <summary>The generations that can be used, oldest first.</summary>
    public async Task<IReadOnlyList<WrappingGeneration>> ListAsync(CancellationToken cancellation)
    {
        var found = new SortedDictionary<int, WrappingGeneration>();
        var request = new ListAliasesRequest { Limit = 100 };
        ListAliasesResponse page;
        do
        {
            page = await CallAsync(
                "ListAliases", token => Client.ListAliasesAsync(request, token), cancellation);
            foreach (var alias in page.Aliases ?? [])
            {
                if (names.GenerationOf(alias.AliasName) is { } generation
                    && await DescribeAsync(alias.AliasName, cancellation) is { } key
                    && IsUsable(key))
                {
                    found[generation] = new WrappingGeneration(generation, Fingerprint(key));
                }
            }

            request.Marker = page.NextMarker;
        }
        while (page.Truncated == true);

        return [.. found.Values];
    }

    /// <summary>The key of a generation that can be used.</summary>
    /// <exception cref="WrappingKeyMissingException">There is none.</exception>
    public async ValueTask<KmsKey> FindAsync(int generation, CancellationToken cancellation)
    {
        if (known.TryGetValue(generation, out var seen) && time.GetElapsedTime(seen.SeenAt) < KnowledgeAgeMax)
        {
            return seen.Key;
        }

        if (await DescribeAsync(names.AliasOf(generation), cancellation) is not { } found || !IsUsable(found))
        {
            throw new WrappingKeyMissingException(generation);
        }

        var key = new KmsKey(found.Arn, Fingerprint(found));
        known[generation] = (key, time.GetTimestamp());
        return key;
    }

    public void Forget(int generation) => known.TryRemove(generation, out _);

    /// <summary>What KMS says of a key, by id, ARN or alias; null when it has none.</summary>
    public async Task<KeyMetadata?> DescribeAsync(string key, CancellationToken cancellation)
    {
        try
        {
            var answer = await CallAsync(
                "DescribeKey",
                token => Client.DescribeKeyAsync(new DescribeKeyRequest { KeyId = key }, token),
                cancellation);
            return answer.KeyMetadata;
        }
        catch (AwsRefusedException e) when (e.Code == "NotFoundException")
        {
            return null;
        }
    }

    /// <summary>Makes a call; what it throws is this project's.</summary>
    public async Task<T> CallAsync<T>(
        string operation, Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await call(cancellation);
        }
        catch (Exception e) when (AwsCodes.IsOfCall(e, cancellation))
        {
            throw AwsCodes.Translate($"{operation} of kms in {Site.Name}", e);
        }
    }

    public void Dispose() => Client.Dispose();

    public static bool IsUsable(KeyMetadata key) => key.KeyState == KeyState.Enabled;

    /// <summary>
    /// The key itself is never seen. Its id is drawn by KMS, is the same in all sites of a multi-Region key, and is
    /// never given to another: as many digits as <see cref="KeyFingerprint"/> has, from a hash of it.
    /// </summary>
    public static string Fingerprint(KeyMetadata key) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"domicile-key {key.KeyId}")).AsSpan(0, KeyFingerprint.Length));
}
