using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tributary.Client.Wire;

/// <summary>
/// Sends requests and reads answers; everything that can go wrong on the way becomes a <see cref="ServerException"/>,
/// so that a caller handles one kind of failure.
/// </summary>
internal sealed class HttpExchange(HttpClient http)
{
    /// <summary>Sends a request and gives back a successful answer, whatever its body.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await AttemptAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await ServerErrors.ReadAsync(response, cancellationToken);
    }

    /// <summary>Sends a request and gives back the answer, refusals included.</summary>
    public async Task<HttpResponseMessage> AttemptAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new ServerException($"{Address} does not answer: {e.Message}", innerException: e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServerException($"{Address} did not answer in time.", innerException: e);
        }
    }

    /// <summary>Sends a request and reads the record it answers with.</summary>
    public async Task<T> SendAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, cancellationToken);
        return await ReadAsync(response, type, cancellationToken);
    }

    /// <summary>Reads the record an answer holds.</summary>
    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(type, cancellationToken) ?? throw new JsonException("The body is null.");
        }
        catch (JsonException e)
        {
            // The reader's message names a path, never a value.
            throw new ServerException($"The server's answer is not understood: {e.Message}", response.StatusCode, innerException: e);
        }
    }

    private string Address => http.BaseAddress?.GetLeftPart(UriPartial.Authority) ?? "The server";
}
