/** Runs in the browser: shows the document, and signs in with whatever token `POST /sessions` answers when it is tried. */
document.documentElement.classList.toggle('dark-mode', matchMedia('(prefers-color-scheme: dark)').matches);

const reference = SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  filter: true,
  // It would send the document to a service of Swagger's.
  validatorUrl: null,
  responseInterceptor: response => {
    const token = response.body?.data?.accessToken;
    if (typeof token === 'string') reference.preauthorizeApiKey('bearer', token);
    return response;
  },
});
