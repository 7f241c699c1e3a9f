using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Domicile.Cli.Client;

/// <summary>
/// One region's HTTP API for one caller. Tries again, with the same key, what may safely be tried again: a lost
/// connection, a 503, a key that is still at work. Safe for many callers at once; lives as long as its command.
/// </summary>
internal sealed class RegionClient : IDisposable
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly TimeSpan TryLimit = TimeSpan.FromSeconds(30);

    private readonly HttpClient http;
    private readonly Patience patience;
    private readonly TimeProvider time;

    /// <param name="address">Such as <c>http://127.0.0.1:5080</c>.</param>
    /// <param name="token">The caller's access token.</param>
    /// <param name="handler">How requests travel; disposed with this client. Null for plain connections.</param>
    public RegionClient(string address, string token, Patience patience, HttpMessageHandler? handler = null)
    {
        Address = address;
        this.patience = patience;
        time = TimeProvider.System;
        http = new HttpClient(handler ?? Connections(int.MaxValue))
        {
            BaseAddress = new Uri(address),
            Timeout = TryLimit,
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public string Address { get; }

    /// <summary>From now on answers to transfers may take so long to tell their end too.</summary>
    public void WaitForEnds(int seconds) =>
        http.DefaultRequestHeaders.Add("Prefer", string.Create(CultureInfo.InvariantCulture, $"wait={seconds}"));

    /// <summary>Plain connections that are kept open, at most so many at a time.</summary>
    public static SocketsHttpHandler Connections(int countMax) =>
        new() { MaxConnectionsPerServer = countMax, UseProxy = false, UseCookies = false };

    public Task<ApiAnswer<UserBody>> CreateUserAsync(NewUser user, string key, CancellationToken cancellation) =>
        SendAsync<UserBody>(HttpMethod.Post, "/v1/users", user, key, cancellation);

    public Task<ApiAnswer<UserBody>> FindUserAsync(string user, CancellationToken cancellation) =>
        SendAsync<UserBody>(HttpMethod.Get, $"/v1/users/{user}", null, null, cancellation);

    public Task<ApiAnswer<BalanceList>> ListBalancesAsync(string user, CancellationToken cancellation) =>
        SendAsync<BalanceList>(HttpMethod.Get, $"/v1/users/{user}/balances", null, null, cancellation);

    public Task<ApiAnswer<AccountBody>> OpenAccountAsync(string user, string asset, CancellationToken cancellation) =>
        SendAsync<AccountBody>(
            HttpMethod.Post, $"/v1/users/{user}/accounts", new NewAccount(asset), null, cancellation);

    public Task<ApiAnswer<AccountBody>> SetMinimumAsync(
        string user, string account, string minimum, CancellationToken cancellation) =>
        SendAsync<AccountBody>(
            HttpMethod.Patch, $"/v1/users/{user}/accounts/{account}", new NewMinimum(minimum), null, cancellation);

    public Task<ApiAnswer<AssetBody>> AddAssetAsync(string code, int scale, CancellationToken cancellation) =>
        SendAsync<AssetBody>(HttpMethod.Post, "/v1/assets", new NewAsset(code, scale), null, cancellation);

    public Task<ApiAnswer<TransferBody>> PostTransferAsync(
        NewTransfer transfer, string key, CancellationToken cancellation) =>
        SendAsync<TransferBody>(HttpMethod.Post, "/v1/transfers", transfer, key, cancellation);

    public Task<ApiAnswer<ProofBodies>> FindProofsAsync(
        string user, Guid transfer, CancellationToken cancellation) =>
        SendAsync<ProofBodies>(
            HttpMethod.Get, $"/v1/users/{user}/transfers/{transfer}/proof", null, null, cancellation);

    public Task<ApiAnswer<CodeBody>> MakeErasureCodeAsync(string user, CancellationToken cancellation) =>
        SendAsync<CodeBody>(HttpMethod.Post, $"/v1/users/{user}/erasure-codes", null, null, cancellation);

    public Task<ApiAnswer<ErasureBody>> EraseAsync(string user, NewErasure order, CancellationToken cancellation) =>
        SendAsync<ErasureBody>(HttpMethod.Delete, $"/v1/users/{user}/personal-data", order, null, cancellation);

    public Task<ApiAnswer<ErasureBody>> ConsentAsync(Guid request, CancellationToken cancellation) =>
        SendAsync<ErasureBody>(HttpMethod.Post, $"/v1/privacy/requests/{request}/consent", null, null, cancellation);

    public Task<ApiAnswer<ErasureBody>> FindErasureAsync(string user, CancellationToken cancellation) =>
        SendAsync<ErasureBody>(HttpMethod.Get, $"/v1/users/{user}/erasure", null, null, cancellation);

    public void Dispose() => http.Dispose();

    /// <summary>Copies an answer as it comes, however long; tried once: part of it may have been written.</summary>
    /// <exception cref="ApiException">The API refused, or the answer was cut off.</exception>
    public async Task DownloadAsync(string path, string mediaType, Stream target, CancellationToken cancellation)
    {
        try
        {
            using var request = Request(HttpMethod.Get, path, null, null);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));
            using var response = await http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (!response.IsSuccessStatusCode)
            {
                var problem = await response.Content.ReadAsByteArrayAsync(cancellation);
                throw new ApiException(ApiProblem.Read((int)response.StatusCode, problem));
            }

            await response.Content.CopyToAsync(target, cancellation);
        }
        catch (HttpRequestException e)
        {
            throw Unreachable(e);
        }
    }

    /// <summary>One call, tried again while it may be.</summary>
    /// <param name="body">Sent as JSON; null for none.</param>
    /// <param name="key">The idempotency key; null for calls that need none.</param>
    public async Task<ApiAnswer<T>> SendAsync<T>(
        HttpMethod method, string path, object? body, string? key, CancellationToken cancellation)
        where T : class
    {
        var json = body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), Json);
        var startedAt = time.GetTimestamp();
        for (var failureCount = 1; ; failureCount++)
        {
            TimeSpan? retryAfter = null;
            ApiAnswer<T>? answer = null;
            HttpRequestException? failure = null;
            try
            {
                using var request = Request(method, path, json, key);
                using var response = await http.SendAsync(request, cancellation);
                answer = await ReadAsync<T>(response, cancellation);
                if (!IsPassing(answer.Problem))
                {
                    return answer;
                }

                retryAfter = response.Headers.RetryAfter?.Delta;
            }
            catch (HttpRequestException e)
            {
                failure = e;
            }
            catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
            {
                failure = new HttpRequestException($"No answer within {TryLimit.TotalSeconds:0} s.", e);
            }

            var pause = Patience.Pause(failureCount, retryAfter);
            if (time.GetElapsedTime(startedAt) + pause > patience.Limit || !MayWait(failure))
            {
                return answer ?? throw Unreachable(failure!);
            }

            await Task.Delay(pause, time, cancellation);
        }
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, byte[]? json, string? key)
    {
        var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new ByteArrayContent(json);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return request;
    }

    private static async Task<ApiAnswer<T>> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellation)
        where T : class
    {
        var content = await response.Content.ReadAsByteArrayAsync(cancellation);
        if (!response.IsSuccessStatusCode)
        {
            return new ApiAnswer<T>(null, ApiProblem.Read((int)response.StatusCode, content));
        }

        var value = JsonSerializer.Deserialize<T>(content, Json)
            ?? throw new JsonException("The answer is empty; something other than Domicile answers at this address.");
        return new ApiAnswer<T>(value, null, response.Headers.Contains("Idempotency-Replayed"));
    }

    // What passes by itself: nothing was written, or the same key will find what was.
    private static bool IsPassing(ApiProblem? problem) => problem is
    {
        Status: (int)HttpStatusCode.ServiceUnavailable or (int)HttpStatusCode.BadGateway
            or (int)HttpStatusCode.GatewayTimeout or (int)HttpStatusCode.TooManyRequests
    } or { Code: "key-at-work" };

    private bool MayWait(HttpRequestException? failure) =>
        failure is null || patience.WaitsForServer || failure.HttpRequestError != HttpRequestError.ConnectionError;

    private ApiException Unreachable(HttpRequestException failure) =>
        failure.HttpRequestError == HttpRequestError.ConnectionError
            ? new ApiException($"No server listens at {Address}. Start the world with ./domicile up.", failure)
            : new ApiException(
                $"The server at {Address} does not answer: {failure.Message} See ./domicile status.", failure)
            {
                IsOutcomeUnknown = true,
            };
}
