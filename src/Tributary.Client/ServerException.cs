using System.Net;

namespace Tributary.Client;

/// <summary>
/// A request did not get the answer it asked for: the server refused it, could not be reached, or answered what nobody understands.
/// The message is the server's own text where it gave one. It never holds a token, a secret or a credential that was sent.
/// </summary>
public sealed class ServerException : Exception
{
    /// <summary>Describes a failed request.</summary>
    /// <param name="message">The server's text, or what went wrong on the way to it.</param>
    /// <param name="status">The HTTP status; null where no answer came.</param>
    /// <param name="code">The server's code, in the letters or digits it uses; null where it gave none.</param>
    /// <param name="requestId">The server's id of the request, to find it in its log; null where it gave none.</param>
    /// <param name="innerException">What failed underneath.</param>
    public ServerException(
        string message, HttpStatusCode? status = null, string? code = null, string? requestId = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Status = status;
        Code = code;
        RequestId = requestId;
    }

    /// <summary>The HTTP status; null where no answer came.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>
    /// The server's code: a name such as <c>customer.not-found</c> from Tributary's own API, digits such as <c>14001</c> or an
    /// aggregation status such as <c>103</c> from a Finicity face. Null where it gave none.
    /// </summary>
    public string? Code { get; }

    /// <summary>The server's id of the request; null where it gave none.</summary>
    public string? RequestId { get; }
}
