using System.Text;
using Microsoft.AspNetCore.Http;

namespace Tributary.Faces.AggCat.SignOn.OAuth;

/// <summary>
/// How one is refused who is not signed on: 401 with the problem's word in the header, where one program compares it, and in the body, where another
/// looks one character in. Nothing here may look like a challenge (AggCat, 2.2 and 2.3).
/// </summary>
internal sealed class OAuthProblemAnswer(string problem) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var body = Encoding.ASCII.GetBytes("?oauth_problem=" + problem);
        response.StatusCode = StatusCodes.Status401Unauthorized;
        response.Headers.WWWAuthenticate = $"OAuth oauth_problem=\"{problem}\"";
        response.ContentType = "text/plain";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, 0, body.Length, httpContext.RequestAborted);
    }
}
