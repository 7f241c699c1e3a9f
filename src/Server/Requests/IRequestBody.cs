namespace Domicile.Server.Requests;

/// <summary>A request's JSON body. Its type says which fields it has; all others are refused.</summary>
internal interface IRequestBody<out TSelf>
{
    /// <summary>
    /// Takes the fields. A mistake is noted in <paramref name="fields"/>, and the result is then not used.
    /// </summary>
    static abstract TSelf Read(BodyFields fields);
}
