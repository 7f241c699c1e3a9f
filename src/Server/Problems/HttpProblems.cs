namespace Domicile.Server.Problems;

/// <summary>The problems of the way to the books: HTTP, JSON, tokens, and nodes that do not answer.</summary>
internal static class HttpProblems
{
    public static readonly ProblemType FieldInvalid = new(
        "field-invalid", 400, "A field has a value that it cannot have",
        "The member 'parameter' names the field of the body, the query, the path or the header; 'detail' says what is "
        + "expected.");

    public static readonly ProblemType FieldMissing = new(
        "field-missing", 400, "A required field is missing",
        "The member 'parameter' names the field to add.");

    public static readonly ProblemType FieldUnknown = new(
        "field-unknown", 400, "A field is unknown",
        "The member 'parameter' names a field of the body or the query that this call does not have. Nothing is "
        + "ignored silently: correct its spelling or leave it out.");

    public static readonly ProblemType BodyInvalid = new(
        "body-invalid", 400, "The body is not one JSON object",
        "Send one JSON object in UTF-8. 'detail' says where reading stopped.");

    public static readonly ProblemType KeyMissing = new(
        "key-missing", 400, "The header Idempotency-Key is missing",
        "Make a key, such as a UUID, for each new request and send it again whenever you repeat that request: it then "
        + "has one effect however often it arrives.");

    public static readonly ProblemType RequestInvalid = new(
        "request-invalid", 400, "The request is not well-formed HTTP",
        "The request could not be read. Use an HTTP client library to form it.");

    public static readonly ProblemType TokenMissing = new(
        "token-missing", 401, "An access token is needed",
        "Send the header Authorization: Bearer TOKEN. In the local world, ./domicile token --user eu-1 makes one.");

    public static readonly ProblemType TokenInvalid = new(
        "token-invalid", 401, "The access token is not valid",
        "The token's form, signature, issuer, audience, role or subject is not what this region signs. Get a new one.");

    public static readonly ProblemType TokenExpired = new(
        "token-expired", 401, "The access token is not valid at this time",
        "The token has expired, or its time has not come yet. Get a new one.");

    public static readonly ProblemType TokenOfOtherRegion = new(
        "token-of-other-region", 401, "The access token is of another region",
        "A token counts in the region that signed it, and nowhere else. Send the request to that region's server, or "
        + "get a token of this region.");

    public static readonly ProblemType NotAllowed = new(
        "not-allowed", 403, "The token does not allow this",
        "A token of the role user sees and moves that user's own book only. Every other call says in the API's "
        + "description which roles it takes.");

    public static readonly ProblemType EventUnknown = new(
        "event-unknown", 400, "The event is none that this server works on",
        "POST /events is for the runtime of a function: messages of one of the region's queues, or the schedule. "
        + "'detail' says what is wrong; compare the function's event sources.");

    public static readonly ProblemType PathUnknown = new(
        "path-unknown", 404, "There is nothing at this address",
        "Compare the path with /docs.");

    public static readonly ProblemType MethodNotAllowed = new(
        "method-not-allowed", 405, "The address does not know this method",
        "The header Allow lists the methods that it knows.");

    public static readonly ProblemType RequestTooSlow = new(
        "request-too-slow", 408, "The request took too long to arrive",
        "The body did not arrive in time. The same request may be sent again.")
    { RetryAfterSeconds = 1 };

    public static readonly ProblemType BodyTooLarge = new(
        "body-too-large", 413, "The body is too large",
        "A body has 1 MiB (1,048,576 bytes) at most.");

    public static readonly ProblemType AddressTooLong = new(
        "address-too-long", 414, "The address is too long",
        "Path and query have 8,192 bytes together at most.");

    public static readonly ProblemType MediaTypeUnsupported = new(
        "media-type-unsupported", 415, "The body is not declared as JSON",
        "Send the header Content-Type: application/json, UTF-8, and no Content-Encoding.");

    public static readonly ProblemType FiguresElsewhere = new(
        "figures-elsewhere", 421, "The world's figures are not to be had from a region",
        "On AWS a region has no way to the central database, so that neither needs the other to serve. Operators of "
        + "the world's own account read the figures there.");

    public static readonly ProblemType TooManyRequests = new(
        "too-many-requests", 429, "The caller sends too many requests",
        "A server takes so many requests a second of each caller: of each token's subject, and of each address that "
        + "sends no valid token. Nothing was done: send the same request again after the seconds in Retry-After.")
    { RetryAfterSeconds = 1 };

    public static readonly ProblemType HeadersTooLarge = new(
        "headers-too-large", 431, "The headers are too large",
        "The request's headers have 32 KiB together and 100 lines at most.");

    public static readonly ProblemType ShardNotServed = new(
        "shard-not-served", 503, "The shard has a schema that this server does not know",
        "The shard was migrated by another version of the program. Other shards go on; an operator runs "
        + "./domicile migrate or starts the right version. Nothing was written.")
    { RetryAfterSeconds = 30 };

    public static readonly ProblemType ShardBehind = new(
        "shard-behind", 503, "The node is behind the erasure register",
        "A shard or the key database was restored, and would show what has been erased since its backup. It is served "
        + "again when the erasures have been applied to it, usually within seconds. Other shards go on. Nothing was "
        + "written.")
    { RetryAfterSeconds = 5 };

    public static readonly ProblemType EventLeft = new(
        "event-left", 503, "Some of the event's messages have to come again",
        "What they ask for could not be done now: a node does not answer, or nobody here understands them. They are "
        + "still in the queue, and come again or go to the dead letters. Nothing is lost.")
    { RetryAfterSeconds = 30 };

    public static readonly ProblemType Unavailable = new(
        "unavailable", 503, "A node does not answer at the moment",
        "Either nothing was written, or the answer to a write was lost. Every call of this API may be repeated: send "
        + "the same request, with the same key, after the seconds in Retry-After.")
    { RetryAfterSeconds = 2 };

    public static readonly ProblemType ServiceRefused = new(
        "service-refused", 503, "A service of the cloud refuses the server",
        "A key is disabled, a right is missing, a credential has ended or a clock is wrong: the detail names the call "
        + "and what to look at, and the log has it under the id in 'instance'. An operator mends it. Every call of "
        + "this API may be repeated: send the same request, with the same key, after that.")
    { RetryAfterSeconds = 30 };

    public static readonly ProblemType ForwardedTwice = new(
        "forwarded-twice", 503, "The request was handed on twice",
        "A reader site hands writes on to its region's writer site, once. This request came from one reader site to "
        + "another: a server was told the wrong address of the writer site. Nothing was written; an operator starts "
        + "the servers again with the right files.")
    { RetryAfterSeconds = 30 };

    public static readonly ProblemType Unexpected = new(
        "unexpected", 503, "The server met an error of its own",
        "The error is in the server's log under the id in 'instance'. Every call of this API may be repeated: send the "
        + "same request, with the same key; it has one effect at most.")
    { RetryAfterSeconds = 10 };

    public static IReadOnlyList<ProblemType> All { get; } =
    [
        FieldInvalid, FieldMissing, FieldUnknown, BodyInvalid, KeyMissing, RequestInvalid, TokenMissing, TokenInvalid,
        TokenExpired, TokenOfOtherRegion, NotAllowed, EventUnknown, PathUnknown, MethodNotAllowed, RequestTooSlow,
        BodyTooLarge, AddressTooLong, MediaTypeUnsupported, FiguresElsewhere, TooManyRequests, HeadersTooLarge,
        ShardNotServed, ShardBehind, EventLeft, Unavailable, ServiceRefused, ForwardedTwice, Unexpected,
    ];

    /// <summary>
    /// The type of an answer that has a status and nothing else, as routing and the web server give it.
    /// </summary>
    public static ProblemType OfStatus(int status) => status switch
    {
        401 => TokenMissing,
        403 => NotAllowed,
        404 => PathUnknown,
        405 => MethodNotAllowed,
        408 => RequestTooSlow,
        413 => BodyTooLarge,
        414 => AddressTooLong,
        415 => MediaTypeUnsupported,
        429 => TooManyRequests,
        431 => HeadersTooLarge,
        >= 500 => Unexpected,
        _ => RequestInvalid,
    };
}
